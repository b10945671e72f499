"""The record of industrial promotion and the ground it stands on: schema, public record, units in time, gazetteer, map layers."""
