// A link inside the application by its address: a real anchor (open in a new tab works), navigated without a page load.
import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { buttonClass, type ButtonLook, type ButtonSize } from "./Button";
import { cx } from "./cx";

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** `text` underlines on hover in the accent; `plain` brings no looks of its own. */
  look?: "text" | "plain";
}

export function Link({ href, look = "text", className, onClick, ...rest }: LinkProps) {
  const router = useRouter();
  const is_internal = href.startsWith("/") && !href.startsWith("//") && !href.startsWith("/api/");
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (!is_internal || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || rest.target) return;
    event.preventDefault();
    router.history.push(href);
  };
  return <a href={href} onClick={follow} className={cx(look === "text" && "text-accent underline-offset-3 hover:underline rounded-sm", className)} {...rest} />;
}

export interface ButtonLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  look?: ButtonLook;
  size?: ButtonSize;
}

/** A destination that deserves a button's looks. */
export function ButtonLink({ look, size, className, ...rest }: ButtonLinkProps) {
  return <Link look="plain" className={buttonClass(look, size, className)} {...rest} />;
}
