//! Every test that drives Twotrack from outside, in one binary: it links once.
//!
//! `cargo test --test integration cases` runs those of one file.

mod support;

mod book;
mod cases;
mod cli;
mod document;
mod explain;
mod export;
mod export_cost;
mod house;
mod import;
mod manual;
mod pages;
mod playbook;
mod position;
mod preview;
mod print;
mod properties;
mod publish;
mod publish_kill;
mod shape;
mod sheet;
mod theme;
mod wording;
mod words;
