import { type Filled, parseReport } from '../../src/reports/model.ts';

/** What a student typed in the form: the same at both doors. */
export const FORM = {
  about: 'me',
  subject: 'leaked',
  story:
    'Er staat sinds vorige week een foto van mij in een groepsapp. Ik heb hem naar één persoon gestuurd. ' +
    'Nu heeft de halve klas hem gezien, en er worden steeds meer grappen over gemaakt. Ik durf bijna niet meer te komen.',
  where: 'groepsapp van het tweede jaar',
  since: 'week',
  ongoing: 'yes',
  danger: 'no',
  wish: 'Dat het stopt en dat de foto weggaat.',
  contact: 'na de les in lokaal 12',
};

/** The form as it is sealed. */
export const FILLED: Filled = (() => {
  const parsed = parseReport(FORM);
  if (!parsed.ok) throw new Error('the form of the benchmark is not right');
  return parsed.filled;
})();
