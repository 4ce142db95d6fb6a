import { useEffect, useEffectEvent, useState } from 'react';

const MINUTE_MS = 60_000;
const CHECK_EVERY_MS = 5_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Locks the desk when nobody has touched it for so many minutes, by the school's settings. It warns a minute before.
 *
 * @returns whether to warn that it is about to lock. Any sign of life ends the warning.
 */
export function useIdleLock(lockMinutes: number, onIdle: () => void): boolean {
  const [warn, setWarn] = useState(false);
  const lock = useEffectEvent(onIdle);

  useEffect(() => {
    let lastSign = Date.now();
    const alive = () => {
      lastSign = Date.now();
      setWarn(false);
    };
    // By the clock and not by one long timer: a laptop that slept must find its desk locked.
    const check = () => {
      const idle = Date.now() - lastSign;
      if (idle >= lockMinutes * MINUTE_MS) lock();
      else setWarn(idle >= (lockMinutes - 1) * MINUTE_MS);
    };
    const timer = setInterval(check, CHECK_EVERY_MS);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, alive, { passive: true });
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, alive);
      document.removeEventListener('visibilitychange', check);
    };
  }, [lockMinutes]);
  return warn;
}
