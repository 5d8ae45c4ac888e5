import type { Seeding } from './firm.cts';
export function seedWork(_seeding: Seeding): void {}
