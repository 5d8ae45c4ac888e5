import { parseArgs } from 'node:util';
import { DEFAULT_PORTS, freePorts, requireFree, type Ports } from './ports.cts';

export interface StartOptions {
	check: boolean;
	ports: Ports;
	matters: number;
}

export const USAGE = `npm start -- [options]

Starts n8n with this package in it, beside a sandbox Clio. No Clio account is needed.

  --port <n>          the editor (${DEFAULT_PORTS.editor})
  --webhook-port <n>  webhooks, on https (${DEFAULT_PORTS.webhook})
  --sandbox-port <n>  the Clio sandbox (${DEFAULT_PORTS.sandbox})
  --matters <n>       how many matters the sandbox holds (250)
  --check             run the demo, say whether it worked, and stop; picks free ports
  --help              this text
`;

/** Undefined when only help was asked for. */
export async function readOptions(args: string[]): Promise<StartOptions | undefined> {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string' },
			'webhook-port': { type: 'string' },
			'sandbox-port': { type: 'string' },
			matters: { type: 'string' },
			check: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return undefined;
	const check = values.check ?? false;
	const defaults = check ? await freePorts() : DEFAULT_PORTS;
	const ports: Ports = {
		editor: whole('--port', values.port, defaults.editor),
		webhook: whole('--webhook-port', values['webhook-port'], defaults.webhook),
		sandbox: whole('--sandbox-port', values['sandbox-port'], defaults.sandbox),
	};
	await requireFree(ports);
	return { check, ports, matters: whole('--matters', values.matters, 250) };
}

function whole(option: string, value: string | undefined, otherwise: number): number {
	if (value === undefined) return otherwise;
	if (!/^[1-9]\d*$/.test(value)) throw new Error(`${option} takes a whole number, not "${value}".`);
	return Number(value);
}
