import { expect, type Page } from "@playwright/test";

/** A keyboard that counts: every key of a page's person, those held for another one too. */
export interface CountedKeys {
  readonly presses: number;
  press(...keys: readonly string[]): Promise<void>;
  /** Goes on with a key until it is so; fails when that takes more than anybody would press. */
  pressUntil(key: string, isThere: () => Promise<boolean>): Promise<void>;
}

const most = 60;

export function countedKeys(page: Page): CountedKeys {
  let presses = 0;
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      presses += key.length > 1 ? key.split("+").length : 1;
      await page.keyboard.press(key);
    }
  };
  return {
    get presses() {
      return presses;
    },
    press,
    pressUntil: async (key, isThere) => {
      for (let left = most; !(await isThere()); left -= 1) {
        expect(left, `${key} leads there`).toBeGreaterThan(0);
        await press(key);
      }
    },
  };
}

/** Whether what has the focus is called so. */
export function isFocused(page: Page, name: RegExp): () => Promise<boolean> {
  return async () => name.test(await page.evaluate(() => document.activeElement?.textContent ?? ""));
}
