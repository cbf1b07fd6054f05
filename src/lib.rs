//! Twotrack turns YAML stage definitions and Markdown guidance into a browsable sales playbook.
//!
//! Everything the product does is a walk from the author's files to bytes, in one direction:
//!
//! 1. [`source`] reads the author's tree and remembers where every file stands.
//! 2. [`parse`] turns each file into plain [`model`] types, with a span for every item.
//! 3. [`check`] asks whether the parts agree; every fault of a run lands in one
//!    [`Report`](diagnostic::Report).
//! 4. [`site`] decides which pages exist, in which languages, and how they link.
//! 5. [`search`] makes the index by which a browser finds every item.
//! 6. [`render`] turns one route into bytes, through the templates of a [`theme`]. It is a pure
//!    function of an immutable [`Site`](site::Site).
//! 7. [`publish`] writes every route into a directory, atomically; [`serve`] answers only the
//!    routes that a browser asks for, from memory. Both call the same `render`, so a preview
//!    shows exactly the bytes that a build would write.
//! 8. [`print`](mod@print) prints pages to a PDF, through a browser that is installed.
//! 9. [`export`] takes a playbook, or a part of it, into a format of other programs; [`import`]
//!    brings such a format in, as the YAML that a person would write.
//!
//! After a save a preview walks the same way again, and takes along what the edit did not touch:
//! the part that a file gave and what was made of several files together ([`parse`]), the items of
//! a part ([`model::Catalogue`]), the answers about a file's links ([`check::Checker`]), and, while
//! no name has come or gone, the layout of the pages ([`site::Layout`]). Each is kept by the module
//! that makes it, for as long as what it was made of is the same. Nothing of it shows in the bytes:
//! `cli/preview/tests.rs` holds a preview after many edits against one that has just started.
//!
//! [`position`] holds the strict rule by which a deal stands in a stage, and [`exercise`] lowers
//! each question once, from its type to what a learner does with it. They come before `check`,
//! which holds worked cases against the rule and asks whether questions can be answered; pages and
//! data read the same exercises.
//!
//! The modules stand below in that order, lowest first, and each names only modules above it in
//! the list. `tests/house.rs` fails when an import points up.

pub mod diagnostic;
pub mod source;
pub mod markdown;
pub mod model;
pub mod parse;
pub mod position;
pub mod exercise;
pub mod check;
pub mod site;
pub mod search;
pub mod theme;
pub mod render;
pub mod publish;
pub mod serve;
pub mod print;
pub mod export;
pub mod import;
pub mod cli;
