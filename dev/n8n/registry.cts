import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fastify from 'fastify';
import { generate } from 'selfsigned';
import { startProxy } from './one-way-proxy.cts';
import type { Teardown } from './teardown.cts';

const HOST = 'registry.npmjs.org';

export interface Registry {
	/** For an n8n that shall find it. */
	env: NodeJS.ProcessEnv;
	/** How often the tarball was fetched. */
	readonly downloads: number;
}

/**
 * The public npm registry, for an n8n on this machine, with one package in it. n8n without a licence asks no
 * other registry, so it stands behind a proxy that leads this name here, and every other nowhere.
 */
export async function startRegistry(tarball: string, teardown: Teardown): Promise<Registry> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }],
	});
	const registry = { env: {}, downloads: 0 };
	const server = fastify({ https: { key, cert }, forceCloseConnections: true });
	teardown.add(() => server.close());
	const manifest = await manifestOf(tarball);
	const { name, version } = manifest;
	const packument = { name, 'dist-tags': { latest: version }, versions: { [version]: manifest } };
	server.get(`/${name}`, () => packument);
	for (const wanted of ['latest', version]) server.get(`/${name}/${wanted}`, () => manifest);
	server.get(new URL(manifest.dist.tarball).pathname, (_request, reply) => {
		registry.downloads++;
		return reply.type('application/octet-stream').send(readFileSync(tarball));
	});
	await server.listen({ host: '127.0.0.1', port: 0 });

	const { port } = server.server.address() as AddressInfo;
	const proxy = await startProxy(HOST, port, teardown);
	registry.env = environment(proxy, cert, dirname(tarball));
	return registry;
}

interface Manifest {
	name: string;
	version: string;
	dist: { tarball: string; integrity: string; shasum: string };
}

/** What a registry tells of a package: what is in its package.json, and where its file lies. */
async function manifestOf(tarball: string): Promise<Manifest> {
	const inside = ['-xzOf', tarball, 'package/package.json'];
	const { stdout } = await promisify(execFile)('tar', inside);
	const { name, version, ...rest } = JSON.parse(stdout) as Omit<Manifest, 'dist'>;
	const hash = (kind: string) => createHash(kind).update(readFileSync(tarball));
	const dist = {
		tarball: `https://${HOST}/${name}/-/${name}-${version}.tgz`,
		integrity: `sha512-${hash('sha512').digest('base64')}`,
		shasum: hash('sha1').digest('hex'),
	};
	return { ...rest, name, version, dist };
}

/** npm, which n8n starts, has settings of its own; its usual cache must not learn of this registry. */
function environment(proxy: string, certificate: string, folder: string): NodeJS.ProcessEnv {
	const cafile = join(folder, 'registry.pem');
	writeFileSync(cafile, certificate);
	return {
		HTTPS_PROXY: proxy,
		NODE_EXTRA_CA_CERTS: cafile,
		npm_config_registry: `https://${HOST}/`,
		npm_config_https_proxy: proxy,
		npm_config_noproxy: '127.0.0.1',
		npm_config_cafile: cafile,
		npm_config_cache: join(folder, 'npm-cache'),
	};
}
