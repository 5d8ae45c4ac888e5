/** Invented people and things. Nobody here exists; every address ends in .example. */

export const STAFF = [
	[
		'Ada',
		'Marlow',
		'Managing Partner',
		450,
		'Attorney',
		['Admin', 'Billing', 'Accounts', 'Reports'],
	],
	['Jonah', 'Finch', 'Partner', 425, 'Attorney', ['Admin', 'Billing']],
	['Priya', 'Raman', 'Senior Associate', 340, 'Attorney', ['Billing']],
	['Tomas', 'Okonkwo', 'Associate', 290, 'Attorney', []],
	['Lena', 'Brandt', 'Associate', 275, 'Attorney', []],
	['Marcus', 'Webb', 'Paralegal', 150, 'NonAttorney', []],
	['Sofia', 'Delgado', 'Paralegal', 145, 'NonAttorney', ['Reports']],
	['Gwen', 'Tillman', 'Office Manager', 0, 'NonAttorney', ['Accounts', 'Billing']],
	['Peter', 'Halloran', 'Associate', 260, 'Attorney', []],
] as const;

export const PRACTICE_AREAS = [
	[
		'Family',
		'family',
		'FAM',
		['Consultation', 'Petition filed', 'Discovery', 'Mediation', 'Decree'],
	],
	[
		'Personal Injury',
		'personal_injury',
		'PI',
		['Intake', 'Treatment', 'Demand', 'Litigation', 'Settlement'],
	],
	['Real Estate', 'real_estate', 'RE', ['Offer', 'Due diligence', 'Closing']],
	['Wills & Estates', 'wills_and_estates', 'WE', ['Interview', 'Drafting', 'Signing']],
	['Employment', 'employment_and_labor', 'EMP', ['Review', 'Negotiation', 'Tribunal']],
	[
		'Business Formation',
		'business_formation_and_compliance',
		'BUS',
		['Planning', 'Filing', 'Done'],
	],
] as const;

export const SUBJECTS: Record<string, readonly string[]> = {
	Family: [
		'Divorce',
		'Custody agreement',
		'Prenuptial agreement',
		'Adoption',
		'Support modification',
	],
	'Personal Injury': ['Road accident', 'Fall in a supermarket', 'Dog bite', 'Workplace injury'],
	'Real Estate': ['Purchase of a house', 'Sale of a flat', 'Commercial lease', 'Boundary dispute'],
	'Wills & Estates': [
		'Will and power of attorney',
		'Probate',
		'Family trust',
		'Estate administration',
	],
	Employment: ['Unfair dismissal', 'Severance agreement', 'Employment contract', 'Wage claim'],
	'Business Formation': ['Formation of a company', 'Shareholder agreement', 'Annual filings'],
};

export const FIRST_NAMES = `Amara Bruno Celia Dario Elif Farid Greta Hugo Ines Jarek Keiko Liam Mina
	Nadia Oscar Petra Quinn Rosa Samir Tessa Umar Vera Wanda Xavier Yara Zeno Alba Bastian Corinne
	Dilan Esther Felix`.split(/\s+/);

export const LAST_NAMES =
	`Okafor Lindqvist Moreau Castellano Nakagawa Petrov Whitcombe Adeyemi Santos
	Kowalski Haddad Ferreira Novak Bergstrom Takeda Oduya Marchetti Vasquez Thornbury Ibrahim Keller
	Rasmussen Duarte Popescu Achterberg Yilmaz Fontaine Mbeki Holloway Sorensen
	Kaur`.split(/\s+/);

export const COMPANIES = [
	['Northwind', 'Bluebird', 'Harbor', 'Cedar & Stone', 'Lantern', 'Meridian', 'Foxglove', 'Quarry'],
	['Bakery', 'Logistics', 'Design', 'Builders', 'Foods', 'Software', 'Garden Centre', 'Textiles'],
	['Ltd', 'Inc', 'LLC', 'Group'],
] as const;

export const STREETS = [
	'Harbor Lane',
	'Mill Road',
	'Orchard Street',
	'Chapel Hill',
	'Station Road',
];

export const CITIES = [
	['Brookhaven', 'CA', '90001'],
	['Alder Falls', 'NY', '10001'],
	['Wrenfield', 'IL', '60601'],
	['Saltmarsh', 'MA', '02101'],
] as const;

export const TASKS = [
	'Draft the complaint',
	'Call the client about the hearing',
	'Review the medical records',
	'File the motion',
	'Prepare the closing documents',
	'Send the engagement letter',
	'Request the police report',
	'Check the title deed',
	'Collect the financial statements',
];

export const TIME_NOTES = [
	'Telephone call with the client',
	'Drafted and revised the agreement',
	'Research on the limitation period',
	'Prepared for the hearing',
	'Reviewed the documents from the other side',
	'Meeting at the office',
];

export const EVENTS = [
	'Client meeting',
	'Hearing',
	'Deposition',
	'Mediation',
	'Signing',
	'Team call',
];

export const NOTE_SUBJECTS = ['Intake call', 'Conflict check', 'Settlement talk', 'Next steps'];

export const JUDGES = ['Hon. Ida Castle', 'Hon. Omar Wells', 'Hon. Ruth Ingram', 'Hon. Neil Abara'];

type Shape = readonly [
	parent: 'Matter' | 'Contact',
	name: string,
	type: string,
	options?: readonly string[],
	required?: boolean,
];

/** With those of settings.cts, sixteen for contacts and eighteen for matters. */
export const CUSTOM_FIELDS: readonly Shape[] = [
	['Matter', 'Incident Date', 'date'],
	['Matter', 'Referral Source', 'picklist', ['Website', 'Former client', 'Lawyer', 'Advert'], true],
	['Matter', 'Urgency', 'picklist', ['Low', 'Normal', 'High']],
	['Matter', 'Settlement Offer', 'currency'],
	['Matter', 'Number of Witnesses', 'numeric'],
	['Matter', 'Conflict Checked', 'checkbox'],
	['Matter', 'Opposing Party', 'contact'],
	['Matter', 'Earlier Matter', 'matter'],
	['Matter', 'Opposing Counsel E-Mail', 'email'],
	['Matter', 'Court Docket', 'url'],
	['Matter', 'Facts of the Case', 'text_area'],
	['Matter', 'Judge', 'text_line'],
	['Matter', 'Hearing Time', 'time'],
	['Contact', 'Client Number', 'text_line'],
	['Contact', 'Client Since', 'date'],
	['Contact', 'Client Group', 'picklist', ['Private', 'Business', 'Public body'], true],
	['Contact', 'Best Time to Call', 'picklist', ['Morning', 'Afternoon', 'Evening']],
	['Contact', 'Credit Limit', 'currency'],
	['Contact', 'Dependants', 'numeric'],
	['Contact', 'Identity Checked', 'checkbox'],
	['Contact', 'Emergency Contact', 'contact'],
	['Contact', 'First Matter', 'matter'],
	['Contact', 'Bookkeeper E-Mail', 'email'],
	['Contact', 'Public Profile', 'url'],
	['Contact', 'Background', 'text_area'],
	['Contact', 'Call After', 'time'],
];
