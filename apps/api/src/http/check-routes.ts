import { routes, type RouteName } from '@berth/contract';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { operationKey } from './operation.js';

/** Refuses to boot when an operation of the contract has no handler, or two. */
@Injectable()
export class CheckRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const handled: RouteName[] = [];
    for (const { instance } of this.discovery.getControllers()) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const name = this.reflector.get<RouteName | undefined>(operationKey, prototype[method]!);
        if (name) handled.push(name);
      }
    }
    const twice = handled.filter((name, index) => handled.indexOf(name) !== index);
    if (twice.length > 0) throw new Error(`two handlers for: ${twice.join(', ')}`);
    const missing = Object.keys(routes).filter((name) => !handled.includes(name as RouteName));
    if (missing.length > 0) throw new Error(`no handler for: ${missing.join(', ')}`);
  }
}
