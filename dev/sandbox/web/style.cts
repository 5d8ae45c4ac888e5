export const style = `
:root { --ink: #1f2a37; --soft: #66758a; --line: #e4e8ee; --paper: #f5f7fa; --accent: #1d5fd1; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
`;
