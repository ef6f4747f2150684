import { Backends } from '../backend/backends.ts';
import { LocalBackend } from '../backend/local.ts';
import { noServer } from '../backend/no-server.ts';
import { startWorker } from '../backend/start-worker.ts';
import { useAddresses } from '../route/address-form.ts';
import { SipApp } from '../sip-app.ts';
import { installTheme } from '../theme/theme.ts';
import { workOffline } from './work-offline.ts';

// The pages from a host of files: what is opened is analysed here, and addresses stand behind `#`.
useAddresses('hash');
installTheme();
const app = new SipApp();
app.backends = new Backends(noServer, new LocalBackend(startWorker));
document.body.append(app);
workOffline();
