// What the tests of the pages' scripts use of Node, for tsc: the whole of @types/node would change the scripts' own globals.

declare module "node:assert/strict" {
  interface Assert {
    equal(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    match(actual: string, expected: RegExp, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
  }
  const assert: Assert;
  export default assert;
}

declare module "node:test" {
  export function test(name: string, run: () => void | Promise<void>): void;
  export function beforeEach(run: () => void): void;
  export const mock: {
    timers: {
      enable(options: { apis: ("setTimeout" | "setInterval" | "Date")[]; now?: number }): void;
      tick(ms: number): void;
      reset(): void;
    };
  };
}

declare module "node:timers/promises" {
  export function setImmediate(): Promise<void>;
}

declare module "node:events" {
  export class EventEmitter {
    on(event: string, listener: (news: any) => void): this;
    emit(event: string, news?: unknown): boolean;
  }
}
