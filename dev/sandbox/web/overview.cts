import type { Sandbox } from '../server.cts';
export const overview = (sandbox: Sandbox) => ({ url: sandbox.url });
