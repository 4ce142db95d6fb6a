import { useStrings } from '../strings.ts';
import type { OpenedCase } from '../vault/calls.ts';
import { Damaged } from './damaged.tsx';

/** What the reporter wrote. Plain text, with the reporter's own line breaks, and nothing in it is a link. */
export function ReportText({ opened: { report, contact } }: { readonly opened: OpenedCase }) {
  const t = useStrings();
  const rows: [string, string][] = report.ok
    ? [
        [t.case.about, t.about[report.value.about]],
        [t.case.subject, t.subject[report.value.subject]],
        [t.case.story, report.value.story],
        [t.case.where, report.value.where || t.case.empty],
        [t.case.danger, report.value.danger ? t.case.dangerYes : t.case.dangerNo],
        [t.case.wish, report.value.wish || t.case.empty],
      ]
    : [];
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
