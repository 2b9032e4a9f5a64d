// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import { describe, expect, test } from "vitest";
import { expanded, type Files, onlyFinding, places } from "./expanded.ts";

const BASE = `blueprint: base
title: Base
resources:
  organization: { kind: organization, properties: { name: acme, homeRegion: eu-west-1 } }
  ou: { kind: organizational-unit, forEach: [security, workloads], properties: { path: "\${each.value}" } }
`;

/** What is wrong with a blueprint `b` of these resources, beside one that makes the organization and two units. */
function findingsOf(resources: string, more: Partial<Files> = {}) {
  const b = `blueprint: b\ntitle: B\nresources:\n${resources}`;
  return expanded({ ...more, blueprints: { base: BASE, b, ...more.blueprints } }).findings;
}

/** The only finding about one resource `r` with these lines under it, which begin at line 5. */
function findingAbout(lines: string, code: string) {
  return onlyFinding(findingsOf(`  r:\n${lines}`), code);
}

const ROLE = "    kind: iam-role\n    in: { account: management }\n";

describe("what is needed before it can be known", () => {
  test("is told for `forEach`", () => {
    const finding = findingAbout(
      `${ROLE}    forEach: "\${organization.id}"\n    properties: { name: x }\n`,
      "value-not-known-yet",
    );
    expect(finding.at).toEqual({ file: "b.yaml", line: 7, column: 14 });
    expect(finding.detail).toBe(
      "What `forEach` goes through must be known before anything is applied, but depends on what AWS will assign.",
    );
  });

  test("is told for elements of `forEach`", () => {
    const finding = findingAbout(
      `${ROLE}    forEach: ["\${organization.id}"]\n    properties: { name: x }\n`,
      "template-value",
    );
    expect(finding.at).toEqual({ file: "b.yaml", line: 7, column: 14 });
  });

  test("is told for `when`", () => {
    const finding = findingAbout(
      `${ROLE}    when: "\${organization.id}"\n    properties: { name: x }\n`,
      "value-not-known-yet",
    );
    expect(finding.at).toEqual({ file: "b.yaml", line: 7, column: 11 });
  });

  test("is told for the account and the region of `in`", () => {
    const inside =
      '    kind: s3-bucket\n    in: { account: "${organization.id}", region: "${organization.id}" }\n    properties: { name: x }\n';
    expect(places(findingsOf(`  r:\n${inside}`))).toEqual([
      "value-not-known-yet b.yaml:6:20",
      "value-not-known-yet b.yaml:6:50",
    ]);
  });

  test("is told for names of members", () => {
    const finding = findingAbout(
      `${ROLE}    properties: { name: x, trust: { "\${organization.id}": 1 } }\n`,
      "template-value",
    );
    expect(finding.at).toEqual({ file: "b.yaml", line: 7, column: 37 });
  });

  test("is told when the account set is used to make accounts or units", () => {
    const findings =
      findingsOf(`  r: { kind: account, forEach: "\${organization.accounts}", properties: { ou: security } }
  s: { kind: account, properties: { ou: security, tags: "\${accountsIn('**')}" } }
  t: { kind: organizational-unit, properties: { path: "\${join(keys(organization.accounts), '')}" } }
`);
    expect(places(findings)).toEqual([
      "value-not-known-yet b.yaml:4:32",
      "value-not-known-yet b.yaml:6:55",
      "value-not-known-yet b.yaml:5:57",
    ]);
    expect(findings[0]?.detail).toContain("`organization.accounts` cannot be used here");
  });

  test("is told when what an account refers to needs the account set", () => {
    const findings = findingsOf(`  r: { kind: account, properties: { ou: security, name: "\${b.s.name}" } }
  s: { kind: iam-role, in: { account: management }, properties: { name: "\${join(keys(organization.accounts), '')}" } }
`);
    expect(places(findings)).toEqual(["value-not-known-yet b.yaml:5:73"]);
  });

  test("is told when units or keys of accounts are to come from other resources", () => {
    const findings = findingsOf(`  t: { kind: organizational-unit, properties: { path: "\${b.s.name}" } }
  s: { kind: iam-role, in: { account: management }, properties: { name: x } }
`);
    expect(places(findings)).toEqual(["value-not-known-yet b.yaml:4:55"]);
  });

  test("is told when `organization.made` is used before everything is made", () => {
    const finding = findingAbout(
      `${ROLE}    properties: { name: x, managed: "\${organization.made.roles}" }\n`,
      "value-not-known-yet",
    );
    expect(finding.fix).toBe("Use it in the statements of guardrails.");
  });
});

describe("a reference that leads nowhere", () => {
  const rows: [string, string, string | RegExp][] = [
    ["${bse.ou['security'].id}", "No blueprint is used under the name `bse`.", "Did you mean `base`?"],
    ["${zzzzzz.ou.id}", "No blueprint is used under the name `zzzzzz`.", "There is base, b."],
    ["${base.uo['security'].id}", "`base` has no resource `uo`.", "Did you mean `ou`?"],
    ["${base.ou['secrity'].id}", "`base.ou` has no `secrity`.", "Did you mean `security`?"],
    ["${base.ou['security'].ids}", "no output `ids`", "Did you mean `id`?"],
    ["${base.ou['security']}", "is not one output of one resource", '`base.ou["security"].<output>`'],
    ["${base.ou.id}", "`base.ou` has no `id`.", "It has security, workloads."],
    ["${base.organization.id.x}", "is not one output of one resource", "`base.organization.<output>`"],
    ["${base.organization['x'].id}", "is not one output of one resource", "`base.organization.<output>`"],
    ["${b.off.arn}", "its `when` is false", ""],
    ["${organization.accounts['lgging'].id}", "has no `lgging`", "Did you mean `logging`?"],
    ["${data.quotas.scp}", "`data` has no `quotas`; there is nothing in it.", ""],
    ["${partition.x}", "`partition` is a text; it has no `x`.", ""],
    ["${organization.made.roles}", "is known only once all other resources are", ""],
  ];
  test.each(rows)("%s is told with a way on", (template, detail, fix) => {
    const off = "  off: { kind: iam-role, when: false, in: { account: management }, properties: { name: x } }\n";
    const logging = "  logging: { kind: account, properties: { ou: security } }\n";
    const role = `  r: { kind: iam-role, in: { account: management }, properties: { name: x, managed: ["${template}"] } }\n`;
    const [finding, ...others] = findingsOf(off + logging + role);
    expect(others).toEqual([]);
    expect(finding?.at).toEqual({ file: "b.yaml", line: 6, column: 86 });
    expect(finding?.detail).toContain(detail);
    expect(finding?.fix ?? "").toMatch(fix instanceof RegExp ? fix : new RegExp(fix.replace(/[[\].<>?$]/g, "\\$&")));
  });

  test("is told for `after`", () => {
    const findings = findingsOf(
      `  r: { kind: iam-role, in: { account: management }, after: [base.ou, base.ui, 'base.ou["x"]', base.organization.id], properties: { name: x } }\n`,
    );
    expect(places(findings)).toEqual([
      "missing-reference b.yaml:4:70",
      "missing-reference b.yaml:4:79",
      "missing-reference b.yaml:4:95",
    ]);
  });

  test("is told when no blueprint makes the organization", () => {
    const blueprint = `blueprint: b
title: B
resources:
  ou: { kind: organizational-unit, properties: { path: security } }
  t: { kind: trusted-service, properties: { name: "\${organization.id}" } }
`;
    const { findings } = expanded({ blueprints: { b: blueprint } });
    expect(places(findings)).toEqual(["missing-reference b.yaml:4:3", "missing-reference b.yaml:5:51"]);
    expect(findings[0]?.fix).toBe("Use the blueprint `foundation`.");
  });

  test("is told once, not again by everything that depends on it", () => {
    const findings = findingsOf(
      `  a: { kind: iam-role, in: { account: management }, properties: { name: "\${b.nowhere.arn}" } }
  c: { kind: iam-role, in: { account: management }, properties: { name: "\${b.a.name}" } }
  d: { kind: iam-role, in: { account: management }, forEach: ["\${b.a.name}"], properties: { name: "\${b.c.arn}" } }
`.replace("b.nowhere.arn", "base.nowhere.arn"),
    );
    expect(places(findings)).toEqual(["missing-reference b.yaml:4:73"]);
  });
});

describe("a circle", () => {
  test("of computed outputs is named whole", () => {
    const findings =
      findingsOf(`  x: { kind: iam-role, in: { account: management }, properties: { name: "\${b.y.name}" } }
  y: { kind: iam-role, in: { account: management }, properties: { name: "\${b.z.name}" } }
  z: { kind: iam-role, in: { account: management }, properties: { name: "\${b.x.name}" } }
`);
    const finding = onlyFinding(findings, "reference-cycle");
    expect(finding.detail).toBe("Each of these must be there before the one before it: `b/x` → `b/y` → `b/z` → `b/x`.");
    expect(finding.at).toEqual({ file: "b.yaml", line: 6, column: 73 });
  });

  test("of ids that AWS assigns is named whole", () => {
    const findings = findingsOf(`  x: { kind: trusted-service, properties: { name: x, note: "a" }, after: y }
  y: { kind: trail, in: { account: management }, properties: { name: y, bucket: "\${b.w.id}" } }
  w: { kind: organization-policy, after: x, properties: { name: w, type: T, description: d, document: {}, order: first } }
`);
    const finding = onlyFinding(findings, "reference-cycle");
    expect(finding.detail).toContain("`b/x` → `b/y` → `b/w` → `b/x`");
    expect(finding.at).toEqual({ file: "b.yaml", line: 4, column: 3 });
  });

  test("of one resource is a resource that refers to itself", () => {
    const finding = findingAbout(`${ROLE}    properties: { name: x, managed: ["\${b.r.arn}"] }\n`, "reference-cycle");
    expect(finding.detail).toBe("`b/r` refers to itself.");
    const later = onlyFinding(
      findingsOf(
        '  w: { kind: organization-policy, properties: { name: "${b.w.id}", type: T, description: d, document: {}, order: first } }\n',
      ).slice(0, 1),
      "wrong-property",
    );
    expect(later.detail).toContain("`name` must be a text");
  });

  test("in `forEach` is told instead of going round", () => {
    const finding = findingAbout(
      `${ROLE}    forEach: ["\${b.r['a'].name}"]\n    properties: { name: x }\n`,
      "reference-cycle",
    );
    expect(finding.detail).toBe("How many `b/r` there are depends on `b/r`.");
  });
});

describe("a property", () => {
  test("that its kind does not take is told where the blueprint writes it", () => {
    const finding = findingAbout(
      `${ROLE}    properties:\n      nme: x\n      name: a b\n`.replace("      nme: x\n", ""),
      "wrong-property",
    );
    expect(finding.at).toEqual({ file: "b.yaml", line: 8, column: 13 });
    expect(finding.detail).toBe("`b/r`: `name` must be a text that matches /^[\\w-]+$/; it is `a b`.");
  });

  test("that its kind does not have is told with the nearest name", () => {
    const finding = findingAbout(`${ROLE}    properties: { name: x, pth: / }\n`, "wrong-property");
    expect(finding.detail).toBe("`b/r`: `pth` has no meaning here.");
    expect(finding.fix).toBe("Did you mean `path`?");
  });

  test("that is missing is told at the properties", () => {
    const finding = findingAbout(`${ROLE}    properties: { path: / }\n`, "wrong-property");
    expect(finding.detail).toBe("`b/r`: `name` is missing; it must be a text.");
    expect(finding.at).toEqual({ file: "b.yaml", line: 7, column: 17 });
  });

  test("that comes wholly from a parameter is told where the organization file sets it", () => {
    const b = `blueprint: b
title: B
parameters: { names: { type: list }, roles: { type: map, default: {} } }
resources:
  r: { kind: iam-role, in: { account: management }, properties: { name: "\${param.roles.first.name}" } }
  s: { kind: iam-role, in: { account: management }, forEach: "\${param.roles}", properties: { name: "\${each.value.name}" } }
  t: { kind: iam-role, in: { account: management }, properties: { name: t, managed: "\${param.names}" } }
`;
    const { findings } = expanded({
      blueprints: { base: BASE, b },
      organization: `blueprints:
  - use: base
  - use: b
    with:
      names: [a]
      roles:
        first: { name: not good }
`,
    });
    expect(places(findings)).toEqual(["wrong-property orgwright.yaml:14:24", "wrong-property orgwright.yaml:14:24"]);
  });

  test("is checked by its kind beyond the schema", () => {
    const finding = findingAbout(
      "    kind: s3-bucket\n    in: { account: management }\n    properties: { name: x, lock: weak }\n",
      "toy-weak-lock",
    );
    expect(finding.severity).toBe("warning");
  });
});

describe("a kind", () => {
  test("that does not exist is told with the nearest one", () => {
    const finding = findingAbout("    kind: s3-buket\n    in: { account: management }\n", "unknown-kind");
    expect(finding.at).toEqual({ file: "b.yaml", line: 5, column: 11 });
    expect(finding.fix).toBe("Did you mean `s3-bucket`?");
  });
});

describe("a place", () => {
  const bucket = (where: string) => `    kind: s3-bucket\n    in: ${where}\n    properties: { name: x }\n`;

  test("needs an account, unless the kind lives at the organization's level", () => {
    const finding = findingAbout("    kind: iam-role\n    properties: { name: x }\n", "wrong-place");
    expect(finding.detail).toContain("does not say in which account it lives");
    expect(finding.at).toEqual({ file: "b.yaml", line: 4, column: 3 });
  });

  test("in an account that nothing makes is told with the nearest key", () => {
    const finding = findingAbout(bucket("{ account: managment }"), "unknown-account");
    expect(finding.at).toEqual({ file: "b.yaml", line: 6, column: 20 });
    expect(finding.fix).toBe("Did you mean `management`?");
  });

  test("in a region that the file does not list is told", () => {
    const finding = findingAbout(bucket("{ account: management, region: eu-west-2 }"), "unknown-region");
    expect(finding.at).toEqual({ file: "b.yaml", line: 6, column: 40 });
    expect(finding.fix).toBe("Did you mean `eu-west-1`?");
  });

  test("may be the region of global services", () => {
    expect(findingsOf(`  r:\n${bucket("{ account: management, region: us-east-1 }")}`)).toEqual([]);
  });

  test("has no region for kinds that have none", () => {
    const finding = findingAbout(
      "    kind: iam-role\n    in: { account: management, region: home }\n    properties: { name: x }\n",
      "wrong-place",
    );
    expect(finding.fix).toBe("Remove `region`.");
  });

  test("is the organization's for kinds at its level", () => {
    const lines =
      "    kind: trusted-service\n    in: { account: elsewhere, region: home }\n    properties: { name: x }\n";
    expect(places(findingsOf(`  r:\n${lines}`))).toEqual(["wrong-place b.yaml:6:20", "wrong-place b.yaml:6:39"]);
  });

  test("must be a text", () => {
    const finding = findingAbout(bucket("{ account: '${organization.regions}' }"), "template-value");
    expect(finding.detail).toBe("`in.account` must be a text; it is a list.");
  });
});

describe("a key", () => {
  test("that cannot be part of an address is told where it is written", () => {
    const b = `blueprint: b
title: B
parameters: { names: { type: list } }
resources:
  r: { kind: iam-role, in: { account: management }, forEach: "\${param.names}", properties: { name: "\${each.key}" } }
`;
    const { findings } = expanded({
      blueprints: { base: BASE, b },
      organization: "blueprints:\n  - use: base\n  - use: b\n    with:\n      names: [good, not good]\n",
    });
    const finding = onlyFinding(findings, "illegal-key");
    expect(finding.at).toEqual({ file: "orgwright.yaml", line: 12, column: 21 });
    expect(finding.detail).toContain("`not good`");
  });

  test("that comes twice is told", () => {
    const finding = findingAbout(`${ROLE}    forEach: [a, a]\n    properties: { name: x }\n`, "duplicate-key");
    expect(finding.at).toEqual({ file: "b.yaml", line: 7, column: 18 });
  });

  test("may be nested, and makes too long an address at some point", () => {
    const key = Array.from({ length: 5 }, () => "k".repeat(60)).join("/");
    const finding = findingAbout(`${ROLE}    forEach: ["${key}"]\n    properties: { name: x }\n`, "illegal-key");
    expect(finding.detail).toContain("longer than 256 characters");
  });

  test.each(["3", "[1]", "[[]]", "true"])("does not come from %s", (forEach) => {
    const finding = findingAbout(
      `${ROLE}    forEach: "\${${forEach}}"\n    properties: { name: x }\n`,
      "template-value",
    );
    expect(finding.detail).toContain("`forEach` must go through a map or a list of texts");
  });
});

describe("an organizational unit", () => {
  const ou = (path: string) => `    kind: organizational-unit\n    properties: { path: ${path} }\n`;

  test("whose parent is not listed is told where its path is written", () => {
    const finding = findingAbout(ou("workload/dev"), "unknown-ou");
    expect(finding.at).toEqual({ file: "b.yaml", line: 6, column: 25 });
    expect(finding.summary).toBe("An organizational unit is named that nothing makes");
  });

  test("that is listed twice is told", () => {
    const finding = findingAbout(ou("workloads"), "duplicate-resource");
    expect(finding.detail).toBe("`b/r` and `base/ou:workloads` are both the organizational unit `workloads`.");
  });

  test("that an account names and nothing makes is told where the parameter is set", () => {
    const b = `blueprint: b
title: B
parameters: { accounts: { type: accounts } }
resources:
  account: { kind: account, forEach: "\${param.accounts}", properties: { ou: "\${each.value.ou}" } }
`;
    const { findings } = expanded({
      blueprints: { base: BASE, b },
      organization: `blueprints:
  - use: base
  - use: b
    with:
      accounts:
        one: { ou: workloads }
        two: { ou: worklods }
        three: { ou: workloads }
accounts:
  three: { ou: nowhere }
`,
    });
    expect(places(findings)).toEqual(["unknown-ou orgwright.yaml:14:20", "unknown-ou orgwright.yaml:17:16"]);
  });
});

describe("accounts", () => {
  const account = (name: string, more = "") => `  ${name}: { kind: account, properties: { ou: security${more} } }\n`;

  test("may not share a key", () => {
    const second =
      "blueprint: c\ntitle: C\nresources:\n  logs: { kind: account, properties: { ou: security, name: other } }\n";
    const finding = onlyFinding(
      findingsOf(account("logs"), { blueprints: { c: second } as Record<string, string> }),
      "duplicate-account",
    );
    expect(finding.detail).toBe("`c/logs` and `b/logs` (orgwright.yaml:10:5) are both the account `logs`.");
    expect(finding.at).toEqual({ file: "orgwright.yaml", line: 11, column: 5 });
  });

  test("may not have the management account's key", () => {
    const finding = onlyFinding(findingsOf(account("management")), "reserved-account-key");
    expect(finding.detail).toContain("`b/management`");
  });

  test("may not share a name", () => {
    const findings = findingsOf(account("one", ", name: Logs") + account("two", ", name: Logs"));
    const finding = onlyFinding(findings, "duplicate-account");
    expect(finding.detail).toBe("The accounts `one` (orgwright.yaml:10:5) and `two` have the same name: Logs.");
  });

  test("may not share an e-mail address, in whatever case", () => {
    const findings = findingsOf(account("one", ", email: a@acme.example") + account("two", ", email: A@acme.example"));
    const finding = onlyFinding(findings, "duplicate-account");
    expect(finding.detail).toContain("have the same e-mail address: A@acme.example");
  });

  test("need an e-mail address that AWS takes", () => {
    const findings = findingsOf(
      account("one", ", email: nobody") + account(`a${"b".repeat(39)}`, `, email: "${"x".repeat(60)}@acme.example"`),
    );
    expect(findings.map(({ code }) => code)).toEqual(["bad-email", "bad-email"]);
    expect(findings[0]?.at).toEqual({ file: "b.yaml", line: 4, column: 60 });
  });

  test("get an e-mail address from the pattern, and the pattern is named when it is too long", () => {
    const findings = findingsOf(
      "  account: { kind: account, forEach: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa], properties: { ou: security, name: n } }\n",
    );
    expect(onlyFinding(findings, "bad-email").at).toEqual({ file: "orgwright.yaml", line: 2, column: 1 });
  });

  test("that are only named under `accounts:` are told with the nearest key", () => {
    const findings = findingsOf(account("logging"), {
      organization: "blueprints:\n  - use: base\n  - use: b\naccounts:\n  loging: { tags: { A: b } }\n",
    });
    const finding = onlyFinding(findings, "unknown-account");
    expect(finding.at).toEqual({ file: "orgwright.yaml", line: 12, column: 3 });
    expect(finding.fix).toBe("Did you mean `logging`?");
  });

  test("that could not be told, because their `forEach` has an error, are no further findings", () => {
    const findings = findingsOf(`  account: { kind: account, forEach: "\${base.nope.id}", properties: { ou: security } }
  r: { kind: iam-role, in: { account: one }, properties: { name: x } }
`);
    expect(places(findings)).toEqual(["value-not-known-yet b.yaml:4:38"]);
  });
});

describe("instances", () => {
  test("may not have the same name", () => {
    const { findings } = expanded({
      blueprints: { base: BASE },
      organization: "blueprints:\n  - use: base\n  - { use: base, as: other }\n",
    });
    expect(findings.every(({ code }) => code === "duplicate-resource")).toBe(true);
    const same = expanded({
      blueprints: { base: BASE, b: "blueprint: base\ntitle: Another\n" },
    });
    const finding = onlyFinding(same.findings, "duplicate-instance");
    expect(finding.at).toEqual({ file: "orgwright.yaml", line: 10, column: 5 });
    expect(finding.detail).toContain("orgwright.yaml:9:5");
  });

  test("may not have a name that templates use themselves", () => {
    const { findings } = expanded({
      blueprints: { base: BASE },
      organization: "blueprints:\n  - { use: base, as: data }\n",
    });
    expect(places(findings)).toEqual(["blueprint-reserved-name orgwright.yaml:9:5"]);
  });

  test("tell of wrong parameters", () => {
    const { findings } = expanded({
      blueprints: { base: BASE },
      organization: "blueprints:\n  - { use: base, with: { x: 1 } }\n",
    });
    expect(places(findings)).toEqual(["unknown-parameter orgwright.yaml:9:26"]);
  });
});
