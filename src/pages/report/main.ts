import '../shared/jitless.ts';
import './report.css';
import { fill, type Locale } from '../../locales/index.ts';
import { type Address, hashOf, readAddress } from './address.ts';
import { answersFlow } from './answers/flow.ts';
import { api } from './api.ts';
import { reportFlow } from './flow.ts';
import { drawFrame, partOf } from './frame.ts';
import { refuseImages } from './no-images.ts';
import { chosenLocale, textsIn } from './texts.ts';

let texts = textsIn(chosenLocale(location.search, navigator.language));
let schoolName: string | undefined;
let forStudent = false;

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
  const { tab } = readAddress(location.hash);
  const addressOf = (to: Address['tab']) => hashOf(to, forStudent);
  drawFrame(texts, schoolName ? fill(title, { school: schoolName }) : titleBefore, tab, addressOf, speak);
}

/**
 * Takes what the address says. The school key does not stay in it, for whoever looks at the screen or copies it; nor
 * does where it came from: whoever gets a copied address has read nothing.
 */
function openAddress(): void {
  const address = readAddress(location.hash);
  forStudent ||= address.forStudent;
  if (address.schoolKey !== undefined || address.fromChat) {
    history.replaceState(null, '', location.pathname + location.search + hashOf(address.tab, forStudent));
  }
  report.open(address);
  frame();
  views.report.hidden = address.tab !== 'report';
  views.answers.hidden = address.tab !== 'answers';
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
addEventListener('hashchange', openAddress);
addEventListener('beforeunload', (event) => {
  if (report.unsaved() || answers.unsaved()) event.preventDefault();
});
openAddress();
answers.redraw();
await report.start();
