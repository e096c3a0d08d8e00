/** Apart from the dictionary, because the error pages' script is part of every page's first load. */
export const crashText = {
  title: "This page stumbled",
  body: "Your jobs are not affected: they live on the server and go on.",
  retry: "Try again",
};
