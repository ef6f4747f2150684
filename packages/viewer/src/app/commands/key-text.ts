/** Names people know keys by. */
const names: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Space: 'Space',
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

function isApple(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
}

/** A key as people write it: `Ctrl K`, or `⌘K` where that is its name; `N`, `?`, `Esc`. */
export function keyText(binding: string, apple: boolean = isApple()): string {
  // The key itself may be a plus.
  const end = binding.endsWith('+') ? binding.length - 1 : binding.lastIndexOf('+') + 1;
  const key = binding.slice(end);
  const parts = binding
    .slice(0, end)
    .split('+')
    .filter((part) => part !== '');
  const name = names[key] ?? (/^Key[A-Z]$/.test(key) ? key.slice(3) : key);
  // A sign that takes Shift already shows that it does.
  const modifiers = parts.filter((part) => part !== '[Shift]' && !(part === 'Shift' && key.length === 1));
  if (modifiers.length === 0) return name;
  const shown = name.length === 1 ? name.toUpperCase() : name;
  return apple
    ? `${modifiers.map((part) => appleSigns[part] ?? part).join('')}${shown}`
    : [...modifiers.map((part) => (part === '$mod' ? 'Ctrl' : part)), shown].join(' ');
}

const appleSigns: Readonly<Record<string, string>> = { $mod: '⌘', Meta: '⌘', Control: '⌃', Alt: '⌥', Shift: '⇧' };

/** A key that was pressed, in the notation commands are bound by; undefined for a modifier alone. */
export function pressedKey(
  {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  apple: boolean = isApple(),
): string | undefined {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Unidentified', 'CapsLock'].includes(key))
    return undefined;
  const isMain = apple ? metaKey : ctrlKey;
  const other = apple ? ctrlKey && 'Control' : metaKey && 'Meta';
  // Whether a sign takes Shift is the keyboard's matter; of keys that have a name it is part of what was pressed.
  const shift = shiftKey ? (key.length === 1 ? '[Shift]' : 'Shift') : false;
  const modifiers = [isMain && '$mod', other, altKey && 'Alt', shift].filter((part) => part !== false);
  return [...modifiers, key === ' ' ? 'Space' : key].join('+');
}
