-- A model may also be asked to say in other words what somebody typed.
ALTER TABLE "model_call" DROP CONSTRAINT "model_call_known";
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_known" CHECK (kind IN ('meaning', 'choice', 'words', 'test') AND
  state IN ('open', 'answered', 'not-json', 'cut-off', 'timeout', 'unauthorised', 'throttled', 'unreachable', 'refused'));
