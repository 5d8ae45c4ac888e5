/** What n8n's REST interface takes and gives, as far as it is used here. */

export interface Login {
	email: string;
	password: string;
}

export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	[key: string]: unknown;
}

export interface Workflow {
	id: string;
	versionId: string;
	active: boolean;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	[key: string]: unknown;
}

export type NewWorkflow = Pick<Workflow, 'name' | 'nodes' | 'connections'> & {
	[key: string]: unknown;
};

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, BinaryFile>;
	[key: string]: unknown;
}

/** A file as an item carries it; its bytes are where `id` says. */
export interface BinaryFile {
	id?: string;
	fileName?: string;
	mimeType: string;
	bytes?: number;
	[key: string]: unknown;
}

export interface NodeRun {
	executionStatus: string;
	/** How long it took, in ms. */
	executionTime: number;
	error?: { message: string; description?: string };
	data?: { main?: Array<Item[] | null> };
}

export interface Execution {
	id: string;
	status: string;
	finished: boolean;
	mode: string;
	workflowId: string;
	data: {
		resultData: {
			error?: { message: string; description?: string };
			lastNodeExecuted?: string;
			runData: Record<string, NodeRun[]>;
		};
	};
	[key: string]: unknown;
}

/** An execution as lists show it. */
export interface ExecutionSummary {
	id: string;
	status: string;
	/** `webhook`, `trigger`, `manual`, `retry` … */
	mode: string;
	createdAt: string;
	startedAt: string | null;
	stoppedAt: string | null;
	[key: string]: unknown;
}

export interface Publication {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ errorMessage: string | null }>;
}
