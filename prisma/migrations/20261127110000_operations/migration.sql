-- Figures of runs, messages and workers.
-- AlterTable
ALTER TABLE "step" ADD COLUMN     "progressed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "record_tally" (
    "tenant_id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "record_tally_pkey" PRIMARY KEY ("tenant_id","migration_id","what","subject","run_id","outcome","state","reason")
);

-- CreateTable
CREATE TABLE "run_minute" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "step_id" UUID NOT NULL,
    "done" BIGINT NOT NULL,

    CONSTRAINT "run_minute_pkey" PRIMARY KEY ("tenant_id","run_id","minute","step_id")
);

-- CreateTable
CREATE TABLE "rate_minute" (
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "given" BIGINT NOT NULL DEFAULT 0,
    "throttled" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "rate_minute_pkey" PRIMARY KEY ("tenant_id","key","minute")
);

-- CreateTable
CREATE TABLE "run_event" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "migration_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "code" TEXT,
    "until" TIMESTAMPTZ(3),
    "subject" JSONB NOT NULL,
    "tells" TEXT,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "message_wish" (
    "tenant_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "when_ended" BOOLEAN NOT NULL,
    "when_needed" BOOLEAN NOT NULL,

    CONSTRAINT "message_wish_pkey" PRIMARY KEY ("tenant_id","person_id")
);

-- CreateTable
CREATE TABLE "message_webhook" (
    "tenant_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "when_ended" BOOLEAN NOT NULL,
    "when_needed" BOOLEAN NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_webhook_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "message_delivery" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "person_id" UUID,
    "content" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_delivery_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "concurrency" INTEGER NOT NULL,
    "in_hand" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "run_event_tenant_id_run_id_at_idx" ON "run_event"("tenant_id", "run_id", "at");

-- CreateIndex
CREATE INDEX "message_delivery_tenant_id_created_at_idx" ON "message_delivery"("tenant_id", "created_at");

-- Values that only code chooses: a misspelt one must not be stored.
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_tells_known" CHECK (tells IN ('ended', 'needs-someone'));
ALTER TABLE "message_delivery" ADD CONSTRAINT "message_delivery_known" CHECK (channel IN ('email', 'webhook') AND state IN ('pending', 'sent', 'failed'));

-- What is still to be told is found without reading what was.
CREATE INDEX "run_event_untold_idx" ON "run_event" (at) WHERE tells IS NOT NULL AND told_at IS NULL;
CREATE INDEX "message_delivery_pending_idx" ON "message_delivery" (next_at) WHERE state = 'pending';

-- Totals beside the rows they count. Arguments: what, subject, run, outcome, state, reason, as expressions over a row.
CREATE FUNCTION tally_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  dimensions text := format('tenant_id, migration_id, %L, %s, %s, %s, %s, left(%s, 200)',
    TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3], TG_ARGV[4], TG_ARGV[5]);
  changed text := concat_ws(' UNION ALL ',
    CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT ' || dimensions || ', 1 FROM after_rows' END,
    CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT ' || dimensions || ', -1 FROM before_rows' END);
BEGIN
  -- In one order: transactions that count the same things wait for each other instead of crossing.
  EXECUTE 'INSERT INTO record_tally AS t (tenant_id, migration_id, what, subject, run_id, outcome, state, reason, count)
    SELECT a, b, c, d, e, f, g, h, sum(n) FROM (' || changed || ') AS changed (a, b, c, d, e, f, g, h, n)
    GROUP BY a, b, c, d, e, f, g, h HAVING sum(n) <> 0 ORDER BY a, b, c, d, e, f, g, h
    ON CONFLICT (tenant_id, migration_id, what, subject, run_id, outcome, state, reason)
    DO UPDATE SET count = t.count + excluded.count';
  RETURN NULL;
END $$;

-- A staged record that is read again is replaced in its place: only new and purged ones change how many there are.
CREATE TRIGGER staged_record_tally_insert AFTER INSERT ON "staged_record" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('staged', 'object', '''00000000-0000-0000-0000-000000000000''::uuid', '''''', '''''', '''''');
CREATE TRIGGER staged_record_tally_delete AFTER DELETE ON "staged_record" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('staged', 'object', '''00000000-0000-0000-0000-000000000000''::uuid', '''''', '''''', '''''');
CREATE TRIGGER record_account_tally_insert AFTER INSERT ON "record_account" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('account', 'mapping', '''00000000-0000-0000-0000-000000000000''::uuid', 'outcome', 'coalesce(verification, '''')', 'coalesce(reason, '''')');
CREATE TRIGGER record_account_tally_update AFTER UPDATE ON "record_account" REFERENCING NEW TABLE AS after_rows OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('account', 'mapping', '''00000000-0000-0000-0000-000000000000''::uuid', 'outcome', 'coalesce(verification, '''')', 'coalesce(reason, '''')');
CREATE TRIGGER record_account_tally_delete AFTER DELETE ON "record_account" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('account', 'mapping', '''00000000-0000-0000-0000-000000000000''::uuid', 'outcome', 'coalesce(verification, '''')', 'coalesce(reason, '''')');
CREATE TRIGGER ledger_entry_tally_insert AFTER INSERT ON "ledger_entry" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('ledger', 'mapping', 'run_id', 'kind', 'state', '''''');
CREATE TRIGGER ledger_entry_tally_update AFTER UPDATE ON "ledger_entry" REFERENCING NEW TABLE AS after_rows OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('ledger', 'mapping', 'run_id', 'kind', 'state', '''''');
CREATE TRIGGER ledger_entry_tally_delete AFTER DELETE ON "ledger_entry" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('ledger', 'mapping', 'run_id', 'kind', 'state', '''''');

INSERT INTO record_tally (tenant_id, migration_id, what, subject, run_id, outcome, state, reason, count)
  SELECT tenant_id, migration_id, 'staged', object, '00000000-0000-0000-0000-000000000000'::uuid, '', '', '', count(*)
  FROM staged_record GROUP BY 1, 2, 4
  UNION ALL
  SELECT tenant_id, migration_id, 'account', mapping, '00000000-0000-0000-0000-000000000000'::uuid, outcome, coalesce(verification, ''), left(coalesce(reason, ''), 200), count(*)
  FROM record_account GROUP BY 1, 2, 4, 6, 7, 8
  UNION ALL
  SELECT tenant_id, migration_id, 'ledger', mapping, run_id, kind, state, '', count(*)
  FROM ledger_entry GROUP BY 1, 2, 4, 5, 6, 7;

-- Tenant walls of the new tables, as in the first migration.
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_wall ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
-- Workers belong to no tenant and their beats hold nothing of one.
ALTER TABLE "worker_heartbeat" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "worker_heartbeat" FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON "worker_heartbeat" USING (true);

-- Messages that are due, over the walls: ids only.
CREATE FUNCTION due_messages(most int) RETURNS TABLE (tenant_id uuid, kind text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  (SELECT e.tenant_id, 'event', e.id FROM run_event e WHERE e.tells IS NOT NULL AND e.told_at IS NULL ORDER BY e.at LIMIT most)
  UNION ALL
  (SELECT d.tenant_id, 'delivery', d.id FROM message_delivery d
   WHERE d.state = 'pending' AND d.next_at <= clock_timestamp() ORDER BY d.next_at LIMIT most)
$$;

-- Runs that go on, wait or began lately, over the walls, for FlitStack's own people: names of clinics and migrations, states,
-- codes and counts. No value of a record and nobody's name.
CREATE FUNCTION staff_runs(began_after timestamptz) RETURNS TABLE (
  tenant_id uuid, clinic text, migration_id uuid, migration text, run_id uuid, kind text, state text, failure text,
  started_at timestamptz, finished_at timestamptz, progressed_at timestamptz, doing text, subject text,
  done bigint, total bigint, working int, waiting int, set_aside int, waiting_for text, wait_until timestamptz,
  per_minute float8, blocked_until timestamptz, throttled bigint, refused bigint, codes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r.tenant_id, t.name, r.migration_id, m.name, r.id, r.kind, r.state, r.failure, r.started_at, r.finished_at,
    greatest(s.progressed_at, e.at), s.doing, s.subject, s.done, s.total, s.working, s.waiting, s.set_aside, s.waiting_for, s.wait_until,
    coalesce(p.done, 0) / 5.0, b.blocked_until, coalesce(l.throttled, 0), coalesce(c.refused, 0), coalesce(c.codes, '{}')
  FROM run r
  JOIN tenant t ON t.id = r.tenant_id
  JOIN migration m ON m.tenant_id = r.tenant_id AND m.id = r.migration_id
  CROSS JOIN LATERAL (
    SELECT max(s.progressed_at) AS progressed_at,
      (array_agg(s.kind ORDER BY (s.lease_until > clock_timestamp()) IS TRUE DESC, s.position) FILTER (WHERE s.state <> 'done'))[1] AS doing,
      (array_agg(s.subject ORDER BY (s.lease_until > clock_timestamp()) IS TRUE DESC, s.position) FILTER (WHERE s.state <> 'done'))[1] AS subject,
      sum(s.done)::bigint AS done, sum(coalesce(s.total, s.done))::bigint AS total,
      (count(*) FILTER (WHERE s.lease_until > clock_timestamp()))::int AS working,
      (count(*) FILTER (WHERE s.state = 'waiting' AND s.wait_until > clock_timestamp()))::int AS waiting,
      (count(*) FILTER (WHERE s.state = 'quarantined'))::int AS set_aside,
      max(s.waiting_for) FILTER (WHERE s.state = 'waiting') AS waiting_for,
      max(s.wait_until) FILTER (WHERE s.state = 'waiting' AND s.wait_until > clock_timestamp()) AS wait_until
    FROM step s WHERE s.tenant_id = r.tenant_id AND s.run_id = r.id
  ) s
  CROSS JOIN LATERAL (
    SELECT max(e.at) AS at FROM run_event e WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id AND e.event IN ('started', 'resumed')
  ) e
  CROSS JOIN LATERAL (
    SELECT sum(p.done) AS done FROM run_minute p WHERE p.tenant_id = r.tenant_id AND p.run_id = r.id
      AND p.minute >= date_trunc('minute', clock_timestamp()) - interval '5 minutes' AND p.minute < date_trunc('minute', clock_timestamp())
  ) p
  CROSS JOIN LATERAL (
    SELECT max(b.blocked_until) FILTER (WHERE b.blocked_until > clock_timestamp()) AS blocked_until FROM rate_bucket b WHERE b.tenant_id = r.tenant_id
  ) b
  CROSS JOIN LATERAL (
    SELECT sum(l.throttled)::bigint AS throttled FROM rate_minute l WHERE l.tenant_id = r.tenant_id
      AND l.minute >= greatest(date_trunc('minute', r.started_at), clock_timestamp() - interval '1 hour') AND l.minute <= coalesce(r.finished_at, clock_timestamp())
  ) l
  CROSS JOIN LATERAL (
    SELECT sum(x.count)::bigint AS refused, jsonb_object_agg(x.reason, x.count) FILTER (WHERE x.place <= 5) AS codes FROM (
      SELECT k.reason, sum(k.count)::bigint AS count, row_number() OVER (ORDER BY sum(k.count) DESC, k.reason) AS place FROM record_tally k
      WHERE k.tenant_id = r.tenant_id AND k.migration_id = r.migration_id AND k.what = 'account' AND k.outcome = 'rejected' AND k.count > 0
      GROUP BY k.reason
    ) x
  ) c
  WHERE r.state IN ('running', 'paused') OR r.started_at > began_after
$$;

-- Figures of the whole installation for its operators: counts by state, nothing of any one tenant.
CREATE FUNCTION installation_figures() RETURNS TABLE (name text, label text, value float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT 'runs', r.kind || '|' || r.state, count(*) FROM run r WHERE r.state IN ('running', 'paused') OR r.finished_at > clock_timestamp() - interval '1 day' GROUP BY 2
  UNION ALL
  SELECT 'steps', CASE WHEN s.state = 'quarantined' THEN 'set-aside' WHEN s.lease_until > clock_timestamp() THEN 'working'
    WHEN s.wait_until > clock_timestamp() THEN 'waiting' ELSE 'due' END, count(*)
  FROM step s JOIN run r ON r.tenant_id = s.tenant_id AND r.id = s.run_id
  WHERE r.state = 'running' AND s.state IN ('pending', 'waiting', 'quarantined') AND NOT EXISTS (
    SELECT FROM step o WHERE o.tenant_id = s.tenant_id AND o.run_id = s.run_id
      AND o.kind || ':' || o.subject = ANY (s.after) AND o.state <> 'done') GROUP BY 2
  UNION ALL
  SELECT 'stalest_run_seconds', '', coalesce(max(extract(epoch FROM clock_timestamp() - p.at)), 0) FROM (
    SELECT greatest(max(s.progressed_at), r.started_at) AS at FROM run r JOIN step s ON s.tenant_id = r.tenant_id AND s.run_id = r.id
    WHERE r.state = 'running' GROUP BY r.tenant_id, r.id, r.started_at
    HAVING count(*) FILTER (WHERE s.state = 'waiting' AND s.wait_until > clock_timestamp()) = 0) p
  UNION ALL
  SELECT 'messages', d.state, count(*) FROM message_delivery d WHERE d.state <> 'sent' GROUP BY 2
  UNION ALL
  SELECT 'permits_last_minute', split_part(m.key, ':', 1), sum(m.given) FROM rate_minute m
  WHERE m.minute = date_trunc('minute', clock_timestamp()) - interval '1 minute' GROUP BY 2
  UNION ALL
  SELECT 'throttled_last_minute', split_part(m.key, ':', 1), sum(m.throttled) FROM rate_minute m
  WHERE m.minute = date_trunc('minute', clock_timestamp()) - interval '1 minute' GROUP BY 2
  UNION ALL
  SELECT 'accounts_blocked', split_part(b.key, ':', 1), count(*) FROM rate_bucket b WHERE b.blocked_until > clock_timestamp() GROUP BY 2
  UNION ALL
  SELECT 'workers', '', count(*) FROM worker_heartbeat w WHERE w.seen_at > clock_timestamp() - interval '5 seconds'
$$;
