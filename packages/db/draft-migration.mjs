// Writes the SQL that takes an empty database, or the schema at a git revision, to prisma/schema.prisma.
// usage: DATABASE_URL=… node draft-migration.mjs NAME [--from REVISION]      writes prisma/migrations/<UTC time>_NAME/migration.sql
// (Prisma's own CLI downloads its schema engine at run time; this uses the same engine from its npm package. The database is not changed.)
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

const [name, flag, revision] = process.argv.slice(2);
if (!name || (flag && flag !== '--from')) {
  console.error('usage: node draft-migration.mjs NAME [--from REVISION]');
  process.exit(2);
}
const wasmFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': engine });
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const datamodel = (content) => ({ tag: 'schemaDatamodel', files: [{ path: 'prisma/schema.prisma', content }] });
const wanted = readFileSync('prisma/schema.prisma', 'utf8');
const before = revision && execFileSync('git', ['show', `${revision}:./prisma/schema.prisma`], { encoding: 'utf8' });
const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: process.env.DATABASE_URL }));
const schemaEngine = await engine.SchemaEngine.new({ datamodels: [['prisma/schema.prisma', wanted]] }, () => {}, factory);
const { stdout } = await schemaEngine.diff({
  from: before ? datamodel(before) : { tag: 'empty' },
  to: datamodel(wanted),
  script: true,
  exitCode: null,
  shadowDatabaseUrl: null,
  filters: { externalTables: [], externalEnums: [] },
});
const folder = `prisma/migrations/${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/migration.sql`, stdout);
console.log(`${folder}/migration.sql`);
