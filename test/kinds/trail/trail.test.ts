import { describe, expect, it } from "vitest";
import { type Trail, type TrailVitals, trail } from "../../../src/kinds/trail/trail.ts";
import type { Live } from "../../../src/model/live.ts";
import { STAGE } from "../../../src/model/stage.ts";
import { HOME, wished } from "../in-sandbox.ts";

const NOW = new Date("2026-03-02T12:00:00Z");
const WELL: TrailVitals = {
  latestDelivery: "2026-03-02T11:55:00.000Z",
  started: "2026-01-01T00:00:00.000Z",
  deliveryError: null,
  digestError: null,
};

const wish = wished(trail, "logging/trail", { name: "org-trail", bucket: "acme-logs" });

function remarks(vitals: Partial<TrailVitals>, properties: Partial<Trail> = {}) {
  const live: Live<Trail> = {
    kind: "trail",
    id: "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org-trail",
    place: HOME,
    owner: { is: "nobody" },
    properties: { ...wish.properties, ...properties },
    outputs: {},
    vitals: { ...WELL, ...vitals },
  };
  return trail.health?.(live, NOW).map(({ code, detail }) => ({ code, detail }));
}

describe("a trail's health", () => {
  it("is good while it delivers", () => {
    expect(remarks({})).toEqual([]);
    expect(remarks({ latestDelivery: "2026-03-01T12:00:00.000Z" })).toEqual([]);
  });

  it("is bad once a day has passed without a delivery, and says when the last one was", () => {
    const [remark] = remarks({ latestDelivery: "2026-03-01T11:59:59.000Z" }) ?? [];
    expect(remark?.code).toBe("trail-silent");
    expect(remark?.detail).toContain("2026-03-01T11:59:59.000Z");
  });

  it("counts from the start of logging while nothing has been delivered at all", () => {
    expect(remarks({ latestDelivery: null, started: "2026-03-02T11:00:00.000Z" })).toEqual([]);
    expect(remarks({ latestDelivery: null })?.map(({ code }) => code)).toEqual(["trail-silent"]);
  });

  it("is bad while log or digest files meet an error, whenever the last delivery was", () => {
    const [remark, ...more] = remarks({ deliveryError: "AccessDenied", digestError: "NoSuchBucket" }) ?? [];
    expect(more).toEqual([]);
    expect(remark?.code).toBe("trail-delivery-fails");
    expect(remark?.detail).toContain("log files: AccessDenied, for digest files: NoSuchBucket");
  });

  it("is nobody's business while the trail is switched off: that is a difference", () => {
    expect(remarks({ latestDelivery: null, deliveryError: "AccessDenied" }, { logging: false })).toEqual([]);
  });
});

describe("what a blueprint writes of a trail", () => {
  it("records the whole organization in all regions, with proof of its files", () => {
    expect(wish.properties).toMatchObject({
      organization: true,
      multiRegion: true,
      globalEvents: true,
      validation: true,
      logging: true,
      delivery: "verified",
      events: { management: "all", data: [], other: [] },
    });
  });

  it("has an ARN before there is a trail, from its account and home region", () => {
    const context = { partition: "aws-us-gov", accountId: "111111111111", place: { ...HOME, region: "us-gov-west-1" } };
    expect(trail.computed["arn"]?.text(wish.properties, context)).toBe(
      "arn:aws-us-gov:cloudtrail:us-gov-west-1:111111111111:trail/org-trail",
    );
  });

  it.each(["ab", "-trail", "org..trail", "org trail", "trail-"])("may not be called %s", (name) => {
    expect(trail.schema.safeParse({ name, bucket: "b" }).success).toBe(false);
  });

  it("comes after the things that are made first and before all other accounts", () => {
    expect(trail.stage(wish.properties)).toBeGreaterThan(STAGE.firstAccounts);
    expect(trail.stage(wish.properties)).toBeLessThan(STAGE.accounts);
  });
});
