/** The product's mark. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-8 shrink-0">
      <rect width="32" height="32" rx="7" fill="#1a56b8" />
      <path d="M8 10h10M8 16h14M8 22h7" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <path
        d="m20 20 4 4 0-8"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
