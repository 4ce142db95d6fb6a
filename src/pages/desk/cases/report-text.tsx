import type { Report } from '../../../reports/model.ts';
import { type DeskStrings, useStrings } from '../strings.ts';
import type { OpenedCase } from '../vault/calls.ts';
import { Damaged } from './damaged.tsx';

/** What the reporter wrote. Plain text, with the reporter's own line breaks, and nothing in it is a link. */
export function ReportText({ opened: { report, contact, withdrawal } }: { readonly opened: OpenedCase }) {
  const t = useStrings();
  if (withdrawal === 'genuine') return null; // nothing is left, and the note above says so
  const rows = report.ok ? rowsOf(report.value, t) : [];
  const given = typeof contact === 'object' ? contact : undefined;
  if (given?.ok && given.value.contact !== '') rows.push([t.case.contact, given.value.contact]);
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
      {given && !given.ok && <Damaged title={t.damaged.contact} why={given.why} />}
      {given?.ok && given.value.contact === '' && <p className="subtle">{t.case.anonymous}</p>}
      {contact === 'deleted' && <p className="subtle">{t.case.contactDeleted}</p>}
      {contact === 'missing' && <p className="forged">{t.case.contactMissing}</p>}
    </section>
  );
}

/** What was asked beside what was answered. A question that was sent on has nothing but its text. */
function rowsOf(report: Report, t: DeskStrings): [string, string][] {
  if (report.subject === 'question') return [[t.subject.question, report.story]];
  return [
    [t.case.by, t.by[report.by]],
    [t.case.about, t.about[report.about]],
    [t.case.subject, t.subject[report.subject]],
    [t.case.story, report.story],
    [t.case.where, report.where || t.case.empty],
    [t.case.since, t.since[report.since]],
    [t.case.ongoing, t.ongoing[report.ongoing]],
    [t.case.danger, report.danger ? t.case.dangerYes : t.case.dangerNo],
    [t.case.wish, report.wish || t.case.empty],
  ];
}
