import { confineKeys } from '../commands/commands.ts';
import { useAddresses } from '../route/address-form.ts';

// Evaluated before any element is defined: the page around them is somebody else's.
useAddresses('none');
confineKeys();
