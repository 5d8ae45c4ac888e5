import type { Answer } from './call.cts';
import type { File } from './storage/addresses.cts';
import type { World } from './world.cts';

/** 303 with the way to a file in storage; only its address gives access to it (facts 4.3). */
export const wayTo = (file: File, { store, now }: World): Answer => ({
	status: 303,
	headers: { location: store.files.addresses.toGet(file, now()) },
});
