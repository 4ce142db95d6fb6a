import '../shared/jitless.ts';
import './desk.css';

import { createRoot } from 'react-dom/client';
import { Root } from './root.tsx';

const element = document.getElementById('desk');
if (!element) throw new Error('The page has no #desk element.');
createRoot(element).render(<Root />);
