import type { Answer, Call } from './call.cts';
import type { Row } from './store.cts';
import type { World } from './world.cts';

/** The words a resource is described in. */

export type Computed = (row: Row, world: World) => unknown;

export interface Link {
	kind: string;
	many: boolean;
}

/** Anything an answer can show: a resource, or something that lives inside one. */
export interface Kind {
	name: string;
	/** All a nested record of this kind gives. */
	fields: string[];
	nested?: Record<string, Link>;
	computed?: Record<string, Computed>;
	/** From what is stored (an id, an object) to the row shown. Default: the stored object itself. */
	resolve?: (stored: any, world: World) => Row | undefined;
}

/** Where a value of a body stands. */
export interface Place {
	field: string;
	world: World;
	/** What is stored now. */
	before: any;
}

/** Turns a value of a body into what is stored, or refuses it with 422. */
export type Rule = (value: unknown, place: Place) => unknown;

/** Turns the values of a query parameter into a test of a row, or refuses them with 400. */
export type Filter = (
	values: string[],
	world: World,
	query: URLSearchParams,
) => (row: Row) => boolean;

/** A call of its own on one record, and the record after it. */
export type MemberCall = (row: Row, world: World, call: Call) => Row;

/** A call of its own whose answer is not that record: a page, the way to a file, another record. */
export type Reply = (row: Row, world: World, call: Call) => Answer;
export type ListReply = (world: World, call: Call) => Answer;

export interface Resource extends Kind {
	/** `contacts/{id}/email_addresses`: records of a record, which `rowsOf` finds. */
	path: string;
	/** There is one, the first of its rows, without an id: `timer`, `matters/{id}/client`. */
	single?: boolean;
	/** Clio's names of the areas (facts 1.4); without one of them the app is refused with 403. */
	permission: string | string[];
	/** L list, G get, C create, U update, D delete. */
	operations: string;
	body?: Record<string, Rule>;
	/** Keys of the body that an update does not know. */
	createOnly?: string[];
	/** And those that a create does not know. */
	updateOnly?: string[];
	required?: string[];
	filters?: Record<string, Filter>;
	requiredFilters?: string[];
	/** The custom field values that its list can be filtered by; absent: not at all. */
	customValuesOf?: (row: Row, world: World) => Row[];
	/** Paths a list may be ordered by; absent: the list has no `order`. */
	order?: string[];
	orderValues?: Record<string, Computed>;
	defaultOrder?: string;
	maxLimit?: number;
	/** Rows that Clio works out from others; absent: those of the store. */
	rows?: (world: World) => Row[];
	/** Rows that its list shows when the query asks for others than those stored: each occurrence of a series. */
	listRows?: (query: URLSearchParams, world: World) => Row[] | undefined;
	/** A record by an id that is no number: an occurrence of a series. */
	find?: (key: string, world: World) => Row | undefined;
	/** The rows below the record that `{id}` of the path names, in the order of their ids. */
	rowsOf?: (above: Row, world: World) => Row[];
	/** Members with a name instead of an id: who_am_i. */
	named?: Record<string, (world: World) => Row>;
	/** Of ids[], created_since and updated_since, those that its list does not know. */
	lacks?: string[];
	/** Rows that a list holds back unless the query asks for them. */
	heldBack?: (row: Row, query: URLSearchParams, world: World) => boolean;
	/** Whether the caller sees the row; else it is as if it did not exist. */
	visible?: (row: Row, world: World) => boolean;
	/** Deleting moves a record to the trash, with deleted_at, from where it can be restored. */
	hasTrash?: boolean;
	/** What is different in a deleted record that stays: a bill is void; absent: it is gone. */
	remains?: (row: Row, world: World) => Record<string, unknown>;
	/**
	 * A create or an update that changes another record instead: a new version of a document, the series
	 * of an occurrence. Gives the record that is shown.
	 */
	instead?: (body: Record<string, unknown>, world: World, before?: Row) => Row | undefined;
	/** Values of a body that become records of their own, made once the row itself is stored. */
	elsewhere?: Record<string, (asked: any, row: Row, world: World) => void>;
	/** What somebody in the firm does beyond the API (change.cts), and what they write then. */
	firm?: { operations: string; body: Record<string, Rule> };
	/** Below a record: `PUT activate` is PUT /webhooks/{id}/activate. */
	calls?: Record<string, MemberCall>;
	/** The same with an answer of another kind: `GET download` is GET /documents/{id}/download. */
	replies?: Record<string, Reply>;
	/** Below the list: `GET preview` is GET /court_rules/matter_dockets/preview. */
	listReplies?: Record<string, ListReply>;
	/** Values of a new row that the body does not give. */
	defaults?: (world: World) => Record<string, unknown>;
	/** Rules across fields, and fields that follow from others; runs before a row is stored. */
	settle?: (
		row: Row,
		world: World,
		change: { before?: Row; body: Record<string, unknown> },
	) => void;
	beforeUpdate?: (row: Row, world: World) => void;
	beforeDelete?: (row: Row, world: World) => void;
}

export const words = (text: string): string[] => text.trim().split(/\s+/);
export const one = (kind: string): Link => ({ kind, many: false });
export const many = (kind: string): Link => ({ kind, many: true });
