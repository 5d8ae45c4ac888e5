import { version as ownVersion } from '../../package.json';
import { regions, type Place } from '../../clio/regions';
import type { Asked } from './asking.cts';
import type { Cleared } from './leftovers.cts';
import { themes, verdicts } from './question.cts';

export interface Ended {
	place: Place;
	asked: Asked[];
	write: boolean;
	cleared: Cleared;
	/** By method; OAuth's beside them. */
	requests: ReadonlyMap<string, number>;
	oauthRequests: number;
	/** For Clio's limit, in milliseconds. */
	waited: number;
	isStopped: boolean;
	/** Whether the access was taken back. */
	isReturned: boolean;
	today: string;
}

/** What can be pasted into an issue: Markdown, and nothing of the firm. */
export function report(ended: Ended): string {
	const { asked, today, isStopped } = ended;
	const findings = themes.flatMap((theme) => {
		const about = asked.filter(({ question }) => question.theme === theme);
		const known = about.filter(({ finding }) => finding.verdict !== 'not asked');
		return known.length ? [`### ${theme}`, known.map(told).join('\n')] : [];
	});
	return [
		`## Live check of n8n-nodes-clio ${ownVersion}`,
		`${regionOf(ended.place)}, ${today}, Node ${process.versions.node.split('.')[0]}. ${tally(asked)}.${isStopped ? ' Stopped before its end.' : ''}`,
		`${requestsOf(ended)} ${leftOf(ended)}`,
		...findings,
		...notAsked(asked),
	].join('\n\n');
}

function told({ question, finding }: Asked): string {
	const { id, asks, assumes, otherwise } = question;
	const lines = [
		`- **${asks}** (\`${id}\`): ${finding.verdict}`,
		`  - The nodes assume: ${assumes}`,
		`  - Found: ${String(finding.found)}`,
	];
	if (finding.verdict === 'different') lines.push(`  - What the nodes do then: ${otherwise}`);
	return lines.join('\n');
}

/** The host of a Clio that is none of the four may be the firm's own. */
const regionOf = ({ label, host }: Place): string =>
	Object.values(regions).some((one) => one.host === host)
		? `Clio of the region ${label}`
		: 'Another Clio';

function tally(asked: Asked[]): string {
	const counts = verdicts.map((verdict) => ({
		verdict,
		number: asked.filter(({ finding }) => finding.verdict === verdict).length,
	}));
	return counts
		.filter(({ number }) => number)
		.map(({ verdict, number }) => `${number} ${verdict}`)
		.join(', ');
}

function requestsOf({ requests, oauthRequests, waited }: Ended): string {
	const all = [...requests.values()].reduce((sum, one) => sum + one, 0);
	const each = [...requests].map(([method, number]) => `${number} ${method}`).join(', ');
	const wait = waited >= 1000 ? `, waited ${Math.round(waited / 1000)} s for Clio’s limit` : '';
	return `${all} requests (${each}) and ${oauthRequests} for the connection${wait}.`;
}

function leftOf({ write, cleared: { removed, left, unseen }, isReturned }: Ended): string {
	const access = isReturned ? 'The access was taken back.' : 'The access could not be taken back.';
	if (!write) return `Nothing was changed. ${access}`;
	const made = `${removed + left.length} records and webhooks were made`;
	if (left.length) return `${made}, ${left.length} could not be removed. ${access}`;
	const doubt = unseen.length ? ', as far as could be seen' : '';
	return `${made} and removed again${doubt}. ${access}`;
}

/** By what they need, since that is what somebody can do about it. */
function notAsked(asked: Asked[]): string[] {
	const left = asked.filter(({ finding }) => finding.verdict === 'not asked');
	if (!left.length) return [];
	const reasons = [...new Set(left.map(({ finding }) => String(finding.found)))];
	const lines = reasons.map((reason) => {
		const ids = left
			.filter(({ finding }) => String(finding.found) === reason)
			.map(({ question }) => `\`${question.id}\``);
		return `- ${reason}: ${ids.join(', ')}`;
	});
	return ['### Not asked', lines.join('\n')];
}
