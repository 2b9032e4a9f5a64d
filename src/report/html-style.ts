/** A colour with the ground that it stands on, for a screen that is light and one that is dark. */
export interface Paint {
  readonly light: readonly [ink: string, ground: string];
  readonly dark: readonly [ink: string, ground: string];
}

/** Every pair of colours that text is set in. */
export const PAINTS = {
  page: { light: ["#1b1f24", "#ffffff"], dark: ["#e6edf3", "#0d1117"] },
  soft: { light: ["#57606a", "#f6f8fa"], dark: ["#a3adb8", "#161b22"] },
  link: { light: ["#0a4a8f", "#ffffff"], dark: ["#9ecbff", "#0d1117"] },
  create: { light: ["#0f5323", "#dafbe1"], dark: ["#8ae6aa", "#0f2e1b"] },
  update: { light: ["#6b4100", "#fff1cc"], dark: ["#f0c674", "#33270b"] },
  move: { light: ["#0a4a8f", "#e1effe"], dark: ["#9ecbff", "#10263f"] },
  adopt: { light: ["#55259a", "#f1e8fd"], dark: ["#d2b6ff", "#2a1b45"] },
  delete: { light: ["#8f1616", "#fde8e8"], dark: ["#ffb1ab", "#3d1414"] },
} as const satisfies Readonly<Record<string, Paint>>;

/** The style sheet of a report. */
export const STYLE = `
:root{color-scheme:light dark;--line:#d0d7de;${variables("light")}}
@media (prefers-color-scheme:dark){:root{--line:#3d444d;${variables("dark")}}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:1rem}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--page);background:var(--page-g)}
header,main,footer,nav{max-width:72rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.25rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.25rem 0 .75rem}
h3{font-size:1rem;margin:1.25rem 0 .4rem}
h1,h2,h3,p,li,td,dd,summary,code,footer{overflow-wrap:anywhere}
code,pre{font:.875em/1.5 ui-monospace,monospace;unicode-bidi:isolate}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--page-g);padding:.5rem;z-index:1}
.soft{color:var(--soft)}
.verdict{font-size:1.15rem;margin:.25rem 0}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:1rem 0;font-size:.925rem}
.facts dt{color:var(--soft)}
.facts dd{margin:0;min-width:0}
.tiles{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:1rem 0;list-style:none}
.tiles li{padding:.35rem .8rem;border-radius:.4rem;font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:.6rem 0;margin:0;border-block:1px solid var(--line)}
:where(.picture li,.tag){--c:initial;--g:initial}
.create{--c:var(--create);--g:var(--create-g)}
.update,.disruptive,.warning{--c:var(--update);--g:var(--update-g)}
.move,.note{--c:var(--move);--g:var(--move-g)}
.adopt,.takeover{--c:var(--adopt);--g:var(--adopt-g)}
.delete,.irreversible,.error{--c:var(--delete);--g:var(--delete-g)}
.tag{display:inline-block;padding:0 .45rem;border-radius:.3rem;font-size:.8125rem;font-weight:600;color:var(--c,var(--soft));background:var(--g,var(--soft-g))}
.tiles li{color:var(--c);background:var(--g)}
.sign{display:inline-block;min-width:1ch;font:700 1rem/1 ui-monospace,monospace;color:var(--c)}
.cards{list-style:none;padding:0;margin:0}
.cards>li{border:1px solid var(--line);border-left:.35rem solid var(--c,var(--line));border-radius:.4rem;padding:.6rem .8rem;margin:.5rem 0}
.cards p{margin:.25rem 0}
table{border-collapse:collapse;width:100%;max-width:40rem}
caption{text-align:left;color:var(--soft);padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:600}
td.number{text-align:right;font-variant-numeric:tabular-nums}
.picture,.picture ul{list-style:none;margin:0;padding:0}
.picture ul{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.4rem}
.picture li{min-width:0;border:1px solid var(--line);border-left:.3rem solid var(--c,var(--line));border-radius:.4rem;padding:.35rem .6rem;background:var(--page-g)}
.picture .group{flex:1 1 14rem}
.picture .account{flex:0 1 auto;align-self:flex-start;background:var(--g,var(--soft-g))}
.picture .name{font-weight:600}
.picture .account .name{color:var(--c,inherit)}
.picture .delete>details>summary .name,.picture .account.delete .name{text-decoration:line-through}
.picture small{display:block;color:var(--soft);font-size:.8125rem}
.picture .account small{color:var(--c,var(--soft))}
.chips{display:flex;flex-wrap:wrap;gap:.3rem;margin:.3rem 0;font-size:.8125rem}
.chips span{overflow-wrap:anywhere}
summary{cursor:pointer;padding:.15rem 0}
.tools{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;background:var(--soft-g);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem}
.tools div{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .8rem;min-width:0}
.tools label{display:inline-flex;align-items:center;gap:.3rem;min-height:1.75rem}
.tools input[type=search]{font:inherit;padding:.25rem .5rem;min-width:0;width:14rem;max-width:100%}
.tools button{font:inherit;padding:.2rem .7rem;min-height:1.75rem}
.tools p{margin:0;color:var(--soft)}
.row{border:1px solid var(--line);border-left:.3rem solid var(--c);border-radius:.4rem;margin:.35rem 0;padding:.15rem .6rem;scroll-margin-top:9rem}
.many .row{content-visibility:auto;contain-intrinsic-size:auto 2.2rem}
.row summary code{font-weight:600}
.row:target{outline:3px solid var(--link)}
.row .at{color:var(--soft);font-variant-numeric:tabular-nums}
.row pre{margin:.3rem 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}
.row p{margin:.2rem 0 .4rem}
ins,del{text-decoration:none}
ins{color:var(--create);background:var(--create-g)}
del{color:var(--delete);background:var(--delete-g)}
footer{margin-top:3rem;padding-bottom:2rem;color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);padding-top:1rem}
@media (max-width:40rem){
h1{font-size:1.35rem}
.facts{grid-template-columns:1fr;gap:0}
.facts dd{margin-bottom:.4rem}
.tools{position:static}
.tools input[type=search]{width:100%}
.row{scroll-margin-top:1rem}
.picture li{padding:.3rem .4rem}
}
@media print{
body{font-size:10pt}
nav,.tools,.skip{display:none!important}
details:not([open])::details-content{display:block;block-size:auto;content-visibility:visible;opacity:1}
.many .row{content-visibility:visible}
.row summary,h2,h3{break-after:avoid}
.cards>li,.picture .account{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

function variables(screen: keyof Paint): string {
  return Object.entries(PAINTS)
    .map(([name, paint]) => `--${name}:${paint[screen][0]};--${name}-g:${paint[screen][1]};`)
    .join("");
}
