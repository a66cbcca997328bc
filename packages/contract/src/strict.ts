import { z } from 'zod';

/** A schema of zod's, seen from the inside: https://zod.dev/packages/core */
type Inner = z.core.$ZodType;
type Def = z.core.$ZodTypeDef & Record<string, unknown>;

/**
 * The same schema, but every object in it refuses fields that it does not name. An object that says itself what becomes of
 * others (`z.looseObject`, `z.catchall`) keeps its word. What the schema is called and says of itself stays.
 */
export function strict<S extends z.ZodType>(schema: S): S {
  return rebuilt(schema) as S;
}

function rebuilt(schema: Inner): Inner {
  const def = schema._zod.def as Def;
  const changed = changes(def);
  if (!changed) return schema;
  const copy = z.core.clone(schema, { ...def, ...changed } as never) as z.ZodType;
  const said = z.globalRegistry.get(schema as z.ZodType);
  if (said) z.globalRegistry.add(copy, said);
  return copy;
}

function changes(def: Def): Partial<Def> | undefined {
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def['shape'] as Record<string, Inner>).map(([key, field]) => [key, rebuilt(field)]);
      return { shape: Object.fromEntries(shape), catchall: def['catchall'] ?? z.never() };
    }
    case 'array':
      return { element: rebuilt(def['element'] as Inner) };
    case 'record':
      return { valueType: rebuilt(def['valueType'] as Inner) };
    case 'union':
      return { options: (def['options'] as Inner[]).map(rebuilt) };
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return { innerType: rebuilt(def['innerType'] as Inner) };
    case 'pipe':
      return { in: rebuilt(def['in'] as Inner) };
    case 'intersection':
    case 'lazy':
    case 'tuple':
      throw new Error(`a request's schema has a ${def.type}, which strict() does not know how to close`);
    default:
      return undefined;
  }
}
