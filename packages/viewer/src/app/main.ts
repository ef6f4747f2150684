import { Backends } from './backend/backends.ts';
import { HttpBackend } from './backend/http.ts';
import { LocalBackend } from './backend/local.ts';
import { startWorker } from './backend/start-worker.ts';
import { SipApp } from './sip-app.ts';
import { installTheme } from './theme/theme.ts';

installTheme();
const app = new SipApp();
app.backends = new Backends(new HttpBackend(), new LocalBackend(startWorker));
document.body.append(app);
