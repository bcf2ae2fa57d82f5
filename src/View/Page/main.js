// Starts the page, and shows what keeps it from starting.

import { App } from './app.js';
import { watched } from './state.js';

const asked = new URLSearchParams(location.search);
const seconds = Number(asked.get('keep') ?? 30);

const violations = [];
document.addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective}: ${event.blockedURI || 'inline'}`));

try {
    const app = new App({ keptSeconds: seconds >= 1 && seconds <= 300 ? seconds : 30, fine: asked.has('fine') });
    Object.defineProperty(window, 'streamlift', { value: watched(app, violations) });
    app.start();
} catch (error) {
    const line = document.getElementById('state');
    line.dataset.state = 'bad';
    line.textContent = error.message;
    throw error;
}
