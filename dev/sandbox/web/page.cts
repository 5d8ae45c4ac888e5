import { frame } from './frame.cts';
import { script } from './script.cts';

/** The firm at a glance: its records, and what the last calls did. */
export const page = frame(
	'Marlow & Finch LLP',
	`<header>
	<div>
		<h1 id="firm">Marlow &amp; Finch LLP</h1>
		<p>An invented firm in a Clio on your own machine. Everything here is gone when it stops.</p>
	</div>
	<div class="keys">
		<div>Signed in as <span id="user"></span></div>
		<div>App key <code id="key"></code></div>
		<div>Clio Grow <code id="grow"></code> app key <code id="grow-key"></code></div>
	</div>
</header>
<div class="page">
	<section class="grid" id="resources"></section>
	<section class="card hooks">
		<div class="top">
			<h2>Webhooks</h2>
			<div class="acts">
				<span class="quiet" id="done"></span>
				<button data-action="change-matter" class="primary">Change a matter</button>
				<button data-action="close-matter">Close one</button>
				<button data-action="reopen-matter">Reopen it</button>
				<button data-action="next-stage">Next stage</button>
				<button data-action="create-task">Create a task</button>
				<button data-action="complete-task">Complete it</button>
				<button data-action="send-bill">Send a bill</button>
				<button data-action="pay-bill">Pay it</button>
			</div>
		</div>
		<table class="mono"><tbody id="webhooks"></tbody></table>
		<p class="quiet" id="unwatched">None yet. Activate a workflow that starts with a Clio Trigger, then
		press a button: the change is made as if somebody in the firm had made it.</p>
		<div id="delivered">
			<h2>Newest deliveries</h2>
			<table class="mono"><tbody id="deliveries"></tbody></table>
		</div>
	</section>
	<div class="lower">
		<section class="card">
			<div class="top"><h2>Newest requests</h2><span class="quiet" id="pulse"></span></div>
			<table class="mono"><tbody id="requests"></tbody></table>
			<p class="quiet" id="silence">No requests yet. Run a workflow and watch them arrive.</p>
		</section>
		<div class="aside">
			<section class="card">
				<div class="top"><h2>Lists behind them</h2></div>
				<div class="others" id="others"></div>
			</section>
		</div>
	</div>
</div>
<script>${script}</script>`,
);
