import '../shared/jitless.ts';
import './desk.css';

import { createRoot } from 'react-dom/client';
import { Root } from './root.tsx';

const element = document.getElementById('desk');
if (!element) throw new Error('The page has no #desk element.');
// React would write what went wrong to the console, and it may quote a report. The desk itself says that something did.
const quiet = () => {};
createRoot(element, { onCaughtError: quiet, onUncaughtError: quiet, onRecoverableError: quiet }).render(<Root />);
