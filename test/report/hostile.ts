import type { JsonObject } from "../../src/model/json.ts";
import type { Plan } from "../../src/model/plan.ts";
import { create, live, ours, planOf, policy, update, wish } from "./plans.ts";

/** Names that somebody who may name things in AWS, or in a file, could choose, by what they try. */
export const HOSTILE: readonly (readonly [what: string, name: string])[] = [
  ["escape sequences", "\u001b[2J\u001b]0;owned\u0007\u009b31m\rApply complete!"],
  ["line breaks", "a\nPlan: 0 to add\r\n\u2028\u2029\u0085b"],
  ["bidirectional overrides", "\u202efdp.exe\u2066\u2069\u200f\u061c"],
  ["zero-width and tag characters", "ad\u200bmin\ufeff\u00ad\u{e0061}\u{e007f}"],
  ["half a character", "\ud800x\udc00"],
  ["backticks", "``` ```` `a` ``````diff"],
  [
    "the end of a cell and a script",
    '</td></pre></code></details><script>alert(1)</script><img src=x onerror="alert(1)">',
  ],
  ["the end of a style, a title and a comment", "</style></title><!-- --><svg/onload=alert(1)>"],
  ["an attribute's end", '" onmouseover="alert(1)" x=\'y\' `z`'],
  ["entities", "&lt;script&gt;&#x3c;b&#62;&amp;"],
  ["mentions", "@everyone @acme/owners cc @ana"],
  ["references", "#1 acme/shop#2 GH-3 !4 https://evil.example www.evil.example ana@evil.example"],
  ["workflow commands", "::error::forged ::stop-commands::x ##[error]forged ##vso[task.setvariable variable=x]y"],
  ["comment commands", "/approve /merge\n/close"],
  [
    "Markdown",
    "**bold** _it_ ~~s~~ [a](https://evil.example) ![i](https://evil.example/i.png) # h | a | b |\n- [ ] x\n> q",
  ],
  ["a heading's underline", "x\n===\n---\n"],
  ["templates", "$" + "{process.exit(1)} {{7*7}} <%= 1 %> $(id)"],
  ["prototypes", "__proto__"],
  ["250 characters", "x".repeat(250)],
  ["250 wide characters", "組".repeat(250)],
];

/** A plan in which everything that somebody else may name is named so: accounts, units, policies, tags, roles, findings. */
export function hostilePlan(name: string): Plan {
  const tags: JsonObject = { [name]: name };
  const document = {
    Version: "2012-10-17",
    Statement: [{ Sid: name, Effect: "Deny", Action: [name], Resource: name }],
  };
  return planOf(
    [
      [create(wish("foundation/ou:x", "organizational-unit", { name, parent: "r-ab12" }))],
      [
        create(wish("w/account:x", "account", { name, email: `${name}@acme.example`, parent: name, tags })),
        "irreversible",
      ],
      [create(wish("g/policy", "organization-policy", { name, type: name, description: name, document }))],
      [
        create(
          wish("g/attachment", "policy-attachment", {
            policy: { $after: "g/policy#id" },
            target: { $after: "w/account:x#id" },
          }),
        ),
      ],
      [
        update(wish("i/role:y", "iam-role", { name }, { account: name, region: name }), [
          { path: `/tags/${name}`, before: name, after: { $after: `${name}#id` as never } },
          { path: "/trust", before: policy("Allow", 2), after: document },
          { path: "/description", before: { $join: [name, name] } },
        ]),
        "takeover",
      ],
      [{ action: "delete", from: live("organizational-unit", name, { name, parent: name }, ours("foundation/ou:y")) }],
      [{ action: "delete", from: live(name, name, { name }, { is: "other", name }) }],
    ],
    {
      organization: { name, id: name, managementAccount: name, partition: name, homeRegion: name },
      caller: `arn:aws:sts::111111111111:assumed-role/Admin/${name}`,
      madeBy: name,
      createdAt: name,
      digest: name,
      allowed: [{ code: name }],
      findings: [
        {
          code: name,
          severity: "warning",
          summary: name,
          detail: `${name}\n${name} \`${name}\``,
          fix: name,
          at: { file: name, line: 1, column: 1 },
        },
      ],
    },
  );
}

/** What apply would ask for, named so. */
export function hostileConsents(name: string) {
  return [{ code: `takeover:${name}`, count: 1, why: name, given: false }];
}
