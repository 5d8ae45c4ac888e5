import { parseArgs } from 'node:util';
import { placeOf, regions, type Place } from '../../clio/regions';
import { Trouble } from './trouble.cts';

export interface Options {
	/** Undefined: to be asked for. */
	place?: Place;
	/** Where the browser brings the code, on this machine. */
	port: number;
	write: boolean;
	webhookUrl?: string;
	webhookPort: number;
	/** For how long repeated calls are observed, in milliseconds. */
	watchRetries: number;
}

const defaults = { port: 4870, webhookPort: 4871 };

export const usage = `npm run live-check -- [options]

Connects to a Clio account, asks it what the package's code only assumes, and prints a report without data of
the firm. Reads only, unless --write is given. docs/live-clio.md goes through it step by step.

  --region <name>        ${Object.keys(regions).join(', ')}: where the firm's Clio is; asked for if missing
  --port <n>             port of the redirect address http://127.0.0.1:<n>/callback (${defaults.port})
  --write                also asks what takes changes: to a contact and a matter made for it, and removed again
  --webhook-url <https>  public address that leads to --webhook-port; with --write, also asks about webhooks
  --webhook-port <n>     port on this machine that the public address leads to (${defaults.webhookPort})
  --watch-retries <min>  observes for so many minutes how Clio repeats a call that failed
  --host <address>       another Clio than those of the regions, such as the sandbox
  --help                 this text

The key and the secret of the Clio app are asked for, or taken from CLIO_CLIENT_ID and CLIO_CLIENT_SECRET.
`;

/** Undefined when only help was asked for. */
export function readOptions(args: string[]): Options | undefined {
	const values = parsed(args);
	if (values.help) return undefined;
	const { write = false, 'webhook-url': webhookUrl, 'watch-retries': retries } = values;
	if (webhookUrl !== undefined && !write)
		throw new Trouble('--webhook-url needs --write: a webhook tells only of changes.');
	if (retries !== undefined && webhookUrl === undefined)
		throw new Trouble('--watch-retries needs --webhook-url: without webhooks nothing is repeated.');
	return {
		place: placeFrom(values),
		port: whole('--port', values.port, defaults.port),
		write,
		webhookUrl: webhookUrl === undefined ? undefined : publicAddress(webhookUrl),
		webhookPort: whole('--webhook-port', values['webhook-port'], defaults.webhookPort),
		watchRetries: whole('--watch-retries', retries, 0) * 60_000,
	};
}

function parsed(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				region: { type: 'string' },
				host: { type: 'string' },
				port: { type: 'string' },
				write: { type: 'boolean' },
				'webhook-url': { type: 'string' },
				'webhook-port': { type: 'string' },
				'watch-retries': { type: 'string' },
				help: { type: 'boolean' },
			},
		}).values;
	} catch (error) {
		throw new Trouble(`${(error as Error).message}\n\n${usage}`);
	}
}

export function placeFrom({ region, host }: { region?: string; host?: string }): Place | undefined {
	if (region !== undefined && host !== undefined)
		throw new Trouble('--region and --host say both where Clio is: leave one of them out.');
	if (region === undefined && host === undefined) return undefined;
	if (region !== undefined && !(region in regions)) {
		throw new Trouble(
			`Clio has no region "${region}".\nChoose one of ${Object.keys(regions).join(', ')}: how the address begins under which you work in Clio.`,
		);
	}
	if (host !== undefined && !/^https:|^http:\/\/127\.0\.0\.1(:|\/|$)/.test(host))
		throw new Trouble(
			'--host takes an https address, or one of this machine: http://127.0.0.1:4500',
		);
	try {
		return placeOf({ region: region ?? 'custom', customHost: host });
	} catch (error) {
		throw new Trouble((error as Error).message);
	}
}

function publicAddress(text: string): string {
	const isPlain = URL.canParse(text) && !new URL(text).search && !new URL(text).hash;
	if (!isPlain || !text.startsWith('https://'))
		throw new Trouble('--webhook-url takes an https address: Clio calls no other.');
	return text.replace(/\/+$/, '');
}

function whole(option: string, value: string | undefined, otherwise: number): number {
	if (value === undefined) return otherwise;
	if (!/^[1-9]\d{0,4}$/.test(value))
		throw new Trouble(`${option} takes a whole number, not "${value}".`);
	return Number(value);
}
