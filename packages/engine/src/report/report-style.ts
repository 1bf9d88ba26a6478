/** A look for printed and saved pages, light and dark, without scripts. The web application lets this very sheet through by its hash. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1a1f27;--soft:#4a5362;--line:#d9dde3;--fill:#f4f6f8;--good:#1c6b41;--warn:#8a5300;--bad:#a32020;--accent:#1f5fbf;font:14px/20px ui-sans-serif,system-ui,"Segoe UI",sans-serif}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebef;--soft:#a7b0bd;--line:#343c48;--fill:#1b2129;--good:#6fcf97;--warn:#f0b35a;--bad:#f08b8b;--accent:#8ab4f8}body{background:#12161c}}
body{margin:0;color:var(--ink)}main{max-width:1040px;margin:0 auto;padding:32px 16px 64px}
h1{font-size:24px;line-height:32px;margin:0}h2{font-size:16px;line-height:24px;margin:32px 0 8px;break-after:avoid}p{margin:4px 0}
.lead{font-size:16px;line-height:24px;margin:16px 0;padding:12px 16px;background:var(--fill);border-left:4px solid var(--accent);border-radius:4px}
.good{border-left-color:var(--good)}.warn{border-left-color:var(--warn)}.bad{border-left-color:var(--bad)}
.soft{color:var(--soft)}.mono{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px;overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:8px;margin:16px 0}.figures div{padding:12px;border:1px solid var(--line);border-radius:6px}
.figures b{display:block;font-size:20px;line-height:28px;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:6px 8px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th{font-weight:600}thead th{color:var(--soft);font-size:12px}
td.n,th.n{text-align:right;white-space:nowrap}tr{break-inside:avoid}li{overflow-wrap:anywhere;margin:2px 0}ul{padding-left:20px;margin:4px 0}
dl{display:grid;grid-template-columns:minmax(120px,max-content) minmax(0,1fr);gap:4px 16px;margin:4px 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
blockquote{margin:8px 0;padding:8px 12px;border:1px solid var(--line);border-radius:6px;break-inside:avoid}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#bbb;--fill:#f4f4f4;font-size:11px;line-height:15px}main{padding:0;max-width:none}h1{font-size:20px}h2{margin-top:20px}body{background:#fff}}
`;
