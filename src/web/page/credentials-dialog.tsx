import { useEffect, useRef } from "preact/hooks";
import type { Session } from "./session.ts";

/** Asks for what the broker wants, and says which broker gets it. */
export function CredentialsDialog({ session, why }: { readonly session: Session; readonly why: string }) {
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
        <p role="alert">{why} It is kept until this tab is closed, and told to this broker alone.</p>
        <label>
          Name
          <input name="username" autocomplete="username" />
        </label>
        <label>
          Password
          <input name="password" type="password" autocomplete="current-password" />
        </label>
        <button type="submit">Connect</button>
      </form>
    </dialog>
  );
}
