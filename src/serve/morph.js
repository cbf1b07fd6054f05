// What the browser runs comes next.
