import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { App } from './app.tsx';
import type { Host } from './host/host.ts';
import { connect } from './host/host.ts';
import { browserLocale, browserTheme, type ThemeName } from './host/preferences.ts';
import { LiveRegion } from './parts/announce.tsx';
import { Boundary } from './parts/boundary.tsx';
import { DeskNotDrawn } from './parts/not-drawn.tsx';
import { Problem } from './parts/problem.tsx';
import { Waiting } from './parts/waiting.tsx';
import { Language, stringsOf } from './strings.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const THEMES = { light: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme } as const;

/** Signs in through Teams, or locally on a laptop, and gives everything below its theme and its language. */
export function Root() {
  const [host, setHost] = useState<Host>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [theme, setTheme] = useState<ThemeName>(browserTheme);
  const locale = host?.locale ?? browserLocale();
  const t = stringsOf(locale);

  const start = useCallback(() => {
    setTrouble(undefined);
    connect(setTheme).then(setHost, (error: unknown) => setTrouble(troubleOf(error)));
  }, []);
  useEffect(start, [start]);

  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = theme;
    document.title = t.title;
  }, [locale, theme, t]);

  return (
    <FluentProvider theme={THEMES[theme]} className="page">
      <Language value={{ locale, t }}>
        <LiveRegion>
          {host && (
            <Boundary instead={(again) => <DeskNotDrawn onAgain={again} />}>
              <App host={host} />
            </Boundary>
          )}
          {!host && (
            <main className="sheet">
              <h1>{t.title}</h1>
              {trouble ? <Problem trouble={trouble} onRetry={start} /> : <Waiting label={t.starting.signIn} />}
            </main>
          )}
        </LiveRegion>
      </Language>
    </FluentProvider>
  );
}
