export const style = `
:root {
	--ink: #1c2733; --soft: #6a7686; --faint: #9aa5b3; --line: #e6e9ee; --paper: #f6f7f9;
	--card: #fff; --accent: #24549c; --good: #2d7a4f; --warn: #a4660a; --bad: #b23b3b;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ink: #e7ebf0; --soft: #9aa6b5; --faint: #6d7988; --line: #2a323d; --paper: #14191f;
		--card: #1b2229; --accent: #86aeea; --good: #6cc492; --warn: #dba858; --bad: #e58080;
	}
}
* { box-sizing: border-box; }
body {
	margin: 0; background: var(--paper); color: var(--ink);
	font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif;
}
h1, h2, p, ul { margin: 0; padding: 0; }
h1 { font: 600 26px/1.2 Georgia, 'DejaVu Serif', serif; letter-spacing: -0.01em; }
h2 { font-size: 13px; font-weight: 600; }
code, .mono { font: 12px/1.5 ui-monospace, 'DejaVu Sans Mono', monospace; }
header, .page { max-width: 1180px; margin: 0 auto; padding: 0 28px; }
header { display: flex; justify-content: space-between; align-items: flex-end; padding-top: 36px; padding-bottom: 24px; gap: 24px; flex-wrap: wrap; }
header p { color: var(--soft); margin-top: 4px; }
.keys { text-align: right; color: var(--soft); }
.keys code { color: var(--ink); }
.grid { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 14px; }
@media (max-width: 980px) { .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
.card .top { display: flex; justify-content: space-between; align-items: baseline; margin-bottom: 10px; }
.count { font: 600 18px/1 Georgia, 'DejaVu Serif', serif; font-variant-numeric: tabular-nums; color: var(--accent); }
.card ul { list-style: none; }
.card li { padding: 6px 0; border-top: 1px solid var(--line); }
.card li b { display: block; font-weight: 500; }
.card li b, .card li span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.card li span { display: block; color: var(--soft); font-size: 12px; }
.fresh { animation: fresh 4s ease-out; }
@keyframes fresh { from { background: color-mix(in srgb, var(--accent) 22%, transparent); } to { background: transparent; } }
.lower { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 1fr); gap: 14px; margin: 14px 0 40px; align-items: start; }
@media (max-width: 980px) { .lower { grid-template-columns: 1fr; } }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td { padding: 5px 10px 5px 0; border-top: 1px solid var(--line); vertical-align: top; }
td.when { width: 76px; color: var(--faint); }
td.method { width: 62px; font-weight: 600; }
td.status { width: 44px; text-align: right; font-weight: 600; }
td.ms { width: 68px; text-align: right; padding-right: 0; color: var(--faint); }
td.call { overflow-wrap: anywhere; }
td.model { width: 150px; font-weight: 600; }
td.state { width: 96px; font-weight: 600; }
td.until { width: 210px; text-align: right; color: var(--faint); }
.enabled { color: var(--good); } .pending { color: var(--warn); } .suspended, .expired { color: var(--bad); }
.hooks { margin-top: 14px; overflow-x: auto; }
.hooks .top { align-items: center; flex-wrap: wrap; gap: 10px; }
.hooks h2 + table { margin-top: 8px; }
#delivered { margin-top: 18px; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
.acts button { padding: 5px 12px; font-size: 13px; }
.acts span { margin-right: 6px; }
td.call i { display: block; font-style: normal; color: var(--soft); }
.s2 { color: var(--good); } .s3 { color: var(--soft); } .s4 { color: var(--warn); } .s5, .s0 { color: var(--bad); }
.POST, .PATCH { color: var(--accent); } .DELETE { color: var(--bad); }
.quiet { color: var(--soft); }
.aside { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px; }
.others { display: grid; grid-template-columns: minmax(0, 1fr) auto; overflow-wrap: anywhere; gap: 3px 12px; color: var(--soft); }
.narrow { max-width: 460px; margin: 12vh auto; padding: 32px 36px; }
.narrow p { margin-top: 14px; color: var(--soft); }
.narrow .address { font-family: ui-monospace, monospace; color: var(--ink); overflow-wrap: anywhere; }
.narrow form { margin-top: 26px; display: flex; gap: 10px; }
button { font: inherit; padding: 9px 20px; border-radius: 7px; border: 1px solid var(--line); background: var(--card); color: var(--ink); cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--card); }
`;
