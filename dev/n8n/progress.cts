import { execFile } from 'node:child_process';

const EVERY_MS = 5_000;

/** A line every few seconds with the time passed and the size of a folder, until stopped. */
export function showProgress(folder: string): () => void {
	const started = Date.now();
	let busy = false;
	const timer = setInterval(() => {
		if (busy) return; // du itself takes a while on a slow disk
		busy = true;
		execFile('du', ['-sk', folder], (_error, output) => {
			busy = false;
			if (stopped) return;
			console.log(`  … ${duration(Date.now() - started)}${size(output)}`);
		});
	}, EVERY_MS);
	let stopped = false;
	return () => {
		stopped = true;
		clearInterval(timer);
	};
}

function size(du: string): string {
	const kilobytes = Number.parseInt(du, 10);
	return Number.isNaN(kilobytes) ? '' : `, ${(kilobytes / 1_000_000).toFixed(2)} GB`;
}

export function duration(ms: number): string {
	const seconds = ms / 1000;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
