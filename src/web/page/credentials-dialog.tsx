import { useEffect, useRef } from "preact/hooks";
import type { Session } from "./session.ts";
import { useTelling } from "./telling.ts";

interface DialogProps {
  readonly session: Session;
  readonly why: "wanted" | "unknown";
}

/** Asks for what the broker wants, and says which broker gets it. */
export function CredentialsDialog({ session, why }: DialogProps) {
  const { signIn: words } = useTelling().web;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const signIn = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const said = new FormData(event.currentTarget);
    session.signIn({ username: String(said.get("username")), password: String(said.get("password")) });
  };
  return (
    <dialog ref={dialog} aria-labelledby="sign-in" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={signIn}>
        <h2 id="sign-in">{new URL(session.url).host}</h2>
        <p role="alert">
          {words[why]} {words.kept}
        </p>
        <label>
          {words.name}
          <input name="username" autocomplete="username" />
        </label>
        <label>
          {words.password}
          <input name="password" type="password" autocomplete="current-password" />
        </label>
        <button type="submit">{words.connect}</button>
      </form>
    </dialog>
  );
}
