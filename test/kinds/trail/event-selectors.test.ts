import { describe, expect, it } from "vitest";
import { eventsIn, selectorsFor } from "../../../src/kinds/trail/event-selectors.ts";
import type { TrailEvents } from "../../../src/kinds/trail/trail.ts";

const WISHES: readonly TrailEvents[] = [
  { management: "all", data: [], other: [] },
  { management: "writes", data: [], other: [] },
  { management: "all", data: ["AWS::S3::Object"], other: [] },
  { management: "writes", data: ["AWS::Lambda::Function", "AWS::S3::Object"], other: [] },
];

describe("a trail's selectors", () => {
  it.each(WISHES)("say what was wished for, and are read as that again: %j", (events) => {
    expect(eventsIn(selectorsFor(events))).toEqual(events);
  });

  it("are read as all management events where AWS leaves out what is usual", () => {
    expect(eventsIn({ EventSelectors: [{}] })).toEqual({ management: "all", data: [], other: [] });
  });

  it.each([
    ["reading only", { EventSelectors: [{ ReadWriteType: "ReadOnly" as const }] }],
    ["some sources left out", { EventSelectors: [{ ExcludeManagementEventSources: ["kms.amazonaws.com"] }] }],
    ["no management events", { EventSelectors: [{ IncludeManagementEvents: false }] }],
    [
      "one bucket's objects",
      { EventSelectors: [{ DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3:::b/"] }] }] },
    ],
    [
      "one event name",
      {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: "eventCategory", Equals: ["Management"] },
              { Field: "eventName", Equals: ["StopLogging"] },
            ],
          },
        ],
      },
    ],
    [
      "all but one type",
      {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: "eventCategory", Equals: ["Data"] },
              { Field: "resources.type", NotEquals: ["AWS::S3::Object"] },
            ],
          },
        ],
      },
    ],
  ])("are kept as they are where they say something else, so that it shows: %s", (_, answer) => {
    const { management, data, other } = eventsIn(answer);
    expect({ management, data, count: other.length }).toEqual({ management: "none", data: [], count: 1 });
  });
});
