/** More invented people and things: what a firm has in Clio Grow. */

export const LOCATIONS = ['Brookhaven Office', 'Alder Falls Office', 'Wrenfield Office'];

export const SOURCES = [
	'Website',
	'Former Client',
	'Referral by a Lawyer',
	'Search Advert',
	'Walk-In',
];

export const MESSAGES = [
	'I was hit by a delivery van last week and need to know what to do.',
	'We are buying our first house and look for somebody to read the contract.',
	'My employer let me go without a reason after six years.',
	'My mother has died and there is no will.',
	'We want to start a small bakery, the two of us.',
];

export const LEADS = [
	['Iris', 'Vandermeer', 'untriaged'],
	['Caleb', 'Ostrowski', 'untriaged'],
	['Noor', 'Halvorsen', 'ignored'],
	['Desmond', 'Achebe', 'untriaged'],
	['Lucia', 'Ferrante', 'untriaged'],
	['Theo', 'Brightwater', 'untriaged'],
	['Marisol', 'Quintero', 'ignored'],
	['Anselm', 'Grady', 'untriaged'],
	['Yuki', 'Tanabe', 'untriaged'],
	['Freya', 'Lund', 'untriaged'],
	['Omari', 'Bello', 'ignored'],
	['Clara', 'Winslow', 'untriaged'],
] as const;

type Shape = readonly [
	parent: 'Matter' | 'Contact',
	name: string,
	type: string,
	examples: readonly string[],
];

/** One of each type, with what is written into it; the second number cannot be read. */
export const CUSTOM_FIELDS: readonly Shape[] = [
	['Matter', 'Incident Date', 'date', ['2026-01-14', '2025-11-03']],
	['Matter', 'Urgency', 'picklist', ['Low', 'Normal', 'High']],
	['Matter', 'Settlement Offer', 'currency', ['12500.00', '800']],
	['Matter', 'Number of Witnesses', 'numeric', ['3', 'a few']],
	['Matter', 'Conflict Checked', 'checkbox', ['true', 'false']],
	['Matter', 'Opposing Party', 'contact', ['Quarry Builders Ltd']],
	['Matter', 'Facts of the Case', 'text_area', ['The van turned left without a signal.']],
	['Contact', 'Client Number', 'text_line', ['C-1044', 'C-2071']],
	['Contact', 'Client Group', 'picklist', ['Private', 'Business', 'Public body']],
	['Contact', 'Bookkeeper E-Mail', 'email', ['books@lantern.example']],
	['Contact', 'Public Profile', 'url', ['https://lantern.example/people']],
];
