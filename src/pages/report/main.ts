import '../shared/jitless.ts';
import './report.css';
import { fill, type Locale } from '../../locales/index.ts';
import { answersFlow } from './answers.ts';
import { api } from './api.ts';
import { reportFlow } from './flow.ts';
import { drawFrame, partOf } from './frame.ts';
import { refuseImages } from './no-images.ts';
import { chosenLocale, textsIn } from './texts.ts';

let texts = textsIn(chosenLocale(location.search, navigator.language));
let schoolName: string | undefined;

const views = { report: partOf('report-view'), answers: partOf('answers-view') };
const report = reportFlow(
  views.report,
  api,
  () => texts,
  (school) => {
    schoolName = school.name;
    frame();
  },
);
const answers = answersFlow(views.answers, api, () => texts);

function frame(): void {
  const { title, titleBefore } = texts.page;
  drawFrame(texts, schoolName ? fill(title, { school: schoolName }) : titleBefore, tab(), speak);
}

/** The address says which tab, and nothing else. */
const tab = () => (location.hash === '#answers' ? 'answers' : 'report');

function openTab(): void {
  frame();
  views.report.hidden = tab() !== 'report';
  views.answers.hidden = tab() !== 'answers';
}

/** Changes the language. What was typed stays where it is. */
function speak(locale: Locale): void {
  texts = textsIn(locale);
  history.replaceState(null, '', `?lang=${locale}${location.hash}`);
  frame();
  report.redraw();
  answers.redraw();
}

partOf('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address is for the tabs
  partOf('main').focus();
});
refuseImages(document, () => texts.page.noImages);
addEventListener('hashchange', openTab);
addEventListener('beforeunload', (event) => {
  if (report.unsaved()) event.preventDefault();
});
openTab();
answers.redraw();
await report.start();
