import type { Report } from '../../../reports/model.ts';
import { type DeskStrings, useStrings } from '../strings.ts';
import type { OpenedCase } from '../vault/calls.ts';
import { Damaged } from './damaged.tsx';

/** What the reporter wrote. Plain text, with the reporter's own line breaks, and nothing in it is a link. */
export function ReportText({ opened: { report, contact } }: { readonly opened: OpenedCase }) {
  const t = useStrings();
  const rows = report.ok ? rowsOf(report.value, t) : [];
  if (contact?.ok) rows.push([t.case.contact, contact.value.contact]);
  return (
    <section className="report" aria-labelledby="report-title">
      <h3 id="report-title">{t.case.report}</h3>
      {!report.ok && <Damaged title={t.damaged.title} why={report.why} />}
      {rows.length > 0 && (
        <dl>
          {rows.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {contact && !contact.ok && <Damaged title={t.damaged.contact} why={contact.why} />}
      {!contact && <p className="subtle">{t.case.anonymous}</p>}
    </section>
  );
}

/** What was asked beside what was answered. A question that was sent on has nothing but its text. */
function rowsOf({ about, subject, story, where, danger, wish }: Report, t: DeskStrings): [string, string][] {
  if (subject === 'question') return [[t.subject.question, story]];
  return [
    [t.case.about, t.about[about]],
    [t.case.subject, t.subject[subject]],
    [t.case.story, story],
    [t.case.where, where || t.case.empty],
    [t.case.danger, danger ? t.case.dangerYes : t.case.dangerNo],
    [t.case.wish, wish || t.case.empty],
  ];
}
