-- A command line may hold a secret that somebody typed: it stays in the run's row, which not everybody may read whole.
UPDATE "event" SET "data" = "data" - 'command' WHERE "kind" = 'run.started';
