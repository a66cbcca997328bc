// Writes docs/cli.md from the commands. usage: node write-docs.mjs (after tsc -b)
import { readFileSync, writeFileSync } from 'node:fs';
import { documentedCommands, documentedTopics } from './list-commands.mjs';
import { renderDocs } from './dist/docs/render-docs.js';

const { oclif } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
writeFileSync(new URL('../../docs/cli.md', import.meta.url), renderDocs(await documentedCommands(new URL('dist/commands/', import.meta.url), '.js'), documentedTopics(oclif)));
