import type { RawCall } from "../../../src/aws/sandbox/sandbox.ts";
import type { Trail } from "../../../src/kinds/trail/trail.ts";
import { atManagement, inAccount, listOf, OUR_TAG_KEYS, ourTags } from "../calls.ts";
import { HOME, type Names } from "../founded.ts";
import type { KindMutations } from "../mutation.ts";

const SUBJECT = "logging/trail";
const TRAIL = { Name: "org-trail" };
const OTHER_BUCKET = "acme-another-trail";

export const trailMutations: KindMutations<Trail> = {
  subject: SUBJECT,
  fields: {
    name: [
      {
        does: "puts our tags on another trail",
        calls: (names) => [
          ...untagged(names),
          ...otherBucket(names),
          atHome("cloudtrail:CreateTrail", {
            Name: "another-trail",
            S3BucketName: OTHER_BUCKET,
            IsMultiRegionTrail: true,
            TagsList: listOf(ourTags(SUBJECT)),
          }),
        ],
        told: ["immutable-field"],
        steps: ["update logging/trail bucket delivery events insights key logging organization validation"],
      },
    ],
    bucket: [
      {
        does: "sends the log to another bucket",
        calls: (names) => [...otherBucket(names), updated({ S3BucketName: OTHER_BUCKET })],
      },
    ],
    prefix: [
      {
        does: "sends the log elsewhere, below another name",
        calls: (names) => [...otherBucket(names), updated({ S3BucketName: OTHER_BUCKET, S3KeyPrefix: "theirs" })],
        with: ["bucket"],
      },
    ],
    key: [{ does: "has the log written in the clear", calls: () => [updated({ KmsKeyId: "" })] }],
    organization: [{ does: "makes it a trail of one account", calls: () => [updated({ IsOrganizationTrail: false })] }],
    multiRegion: [{ does: "has one region recorded", calls: () => [updated({ IsMultiRegionTrail: false })] }],
    globalEvents: [
      {
        does: "leaves global services out, which only a trail of one region can",
        calls: () => [updated({ IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false })],
        with: ["multiRegion"],
      },
    ],
    validation: [{ does: "switches the digests off", calls: () => [updated({ EnableLogFileValidation: false })] }],
    events: [
      {
        does: "leaves out what only reads",
        calls: () => [
          selected([{ Name: "Writes", FieldSelectors: [MANAGEMENT, { Field: "readOnly", Equals: ["false"] }] }]),
        ],
      },
      {
        does: "leaves out the calls to one service",
        calls: () => [
          selected([
            { Name: "Some", FieldSelectors: [MANAGEMENT, { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] }] },
          ]),
        ],
      },
    ],
    insights: [
      {
        does: "has nothing unusual looked for",
        calls: () => [atHome("cloudtrail:PutInsightSelectors", { TrailName: TRAIL.Name, InsightSelectors: [] })],
      },
    ],
    logging: [{ does: "stops it", calls: () => [atHome("cloudtrail:StopLogging", TRAIL)], with: ["delivery"] }],
    delivery: [
      {
        does: "stops and starts it, so that nobody has seen it deliver",
        calls: () => [atHome("cloudtrail:StopLogging", TRAIL), atHome("cloudtrail:StartLogging", TRAIL)],
      },
    ],
    tags: [
      {
        does: "writes another owner",
        of: "things/trail",
        calls: (names) => [
          atHome("cloudtrail:AddTags", { ResourceId: arnOf(names, "shops"), TagsList: listOf({ Owner: "nobody" }) }),
        ],
      },
      {
        does: "takes a tag off",
        of: "things/trail",
        calls: (names) => [
          atHome("cloudtrail:RemoveTags", { ResourceId: arnOf(names, "shops"), TagsList: [{ Key: "Owner" }] }),
        ],
      },
    ],
  },
  ours: [{ does: "takes our tags off", calls: untagged }],
};

const MANAGEMENT = { Field: "eventCategory", Equals: ["Management"] };

function atHome(operation: string, input: object): RawCall {
  return { ...atManagement(operation, input), region: HOME };
}

function updated(input: object): RawCall {
  return atHome("cloudtrail:UpdateTrail", { ...TRAIL, ...input });
}

function selected(selectors: readonly object[]): RawCall {
  return atHome("cloudtrail:PutEventSelectors", { TrailName: TRAIL.Name, AdvancedEventSelectors: selectors });
}

function arnOf(names: Names, name: string): string {
  return `arn:aws:cloudtrail:${HOME}:${names.account("management")}:trail/${name}`;
}

function untagged(names: Names): RawCall[] {
  const TagsList = OUR_TAG_KEYS.map((Key) => ({ Key }));
  return [atHome("cloudtrail:RemoveTags", { ResourceId: arnOf(names, TRAIL.Name), TagsList })];
}

/** A bucket that takes what CloudTrail writes. */
function otherBucket(names: Names): RawCall[] {
  const arn = `arn:aws:s3:::${OTHER_BUCKET}`;
  const statement = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  return [
    inAccount(names, "shop", "s3:CreateBucket", {
      Bucket: OTHER_BUCKET,
      CreateBucketConfiguration: { LocationConstraint: HOME },
    }),
    inAccount(names, "shop", "s3:PutBucketPolicy", {
      Bucket: OTHER_BUCKET,
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { ...statement, Action: "s3:GetBucketAcl", Resource: arn },
          { ...statement, Action: "s3:PutObject", Resource: `${arn}/*` },
        ],
      }),
    }),
  ];
}
